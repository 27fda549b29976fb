/**
 * The types of parameters.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */

/** Ids of things that are looked up when the parameter is given. */
const idTypes: readonly string[] = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::Volume::Id',
  'AWS::EC2::VPC::Id',
  'AWS::Route53::HostedZone::Id',
];

/** What a type tells of the values of a parameter. */
export interface ParameterType {
  readonly isList: boolean;
  readonly isNumber: boolean;
  /** The value is the name of a parameter in the parameter store. */
  readonly isStored: boolean;
  /** Of what the value, or each of the list, is the id: `AWS::EC2::VPC::Id`. */
  readonly idType?: string;
}

/** @returns undefined when there is no such type */
export function parameterType(written: string): ParameterType | undefined {
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(written);
  if (stored === null) return plainType(written);
  const type = plainType(stored[1] ?? '');
  return type === undefined || type.isNumber ? undefined : { ...type, isStored: true };
}

function plainType(written: string): ParameterType | undefined {
  const base = { isList: false, isNumber: false, isStored: false };
  if (written === 'String' || written === 'AWS::SSM::Parameter::Name') return base;
  if (written === 'Number') return { ...base, isNumber: true };
  if (written === 'CommaDelimitedList' || written === 'List<String>') return { ...base, isList: true };
  if (written === 'List<Number>') return { ...base, isList: true, isNumber: true };
  if (idTypes.includes(written)) return { ...base, idType: written };
  const item = /^List<(.+)>$/.exec(written)?.[1];
  return item !== undefined && idTypes.includes(item) ? { ...base, isList: true, idType: item } : undefined;
}
