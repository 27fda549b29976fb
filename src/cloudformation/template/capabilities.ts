/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities */
import type { Template } from '../template.ts';

export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';

const iamTypes = [
  'AWS::IAM::AccessKey',
  'AWS::IAM::Group',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::UserToGroupAddition',
];
const nameOf: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

export interface RequiredCapability {
  readonly capability: Capability;
  /** As GetTemplateSummary says it. */
  readonly reason: string;
}

/** What a caller must acknowledge to use the template; `CAPABILITY_NAMED_IAM` includes the other. @returns undefined for nothing */
export function requiredCapability(template: Template): RequiredCapability | undefined {
  const resources = [...template.resources.values()].filter(({ type }) => iamTypes.includes(type));
  if (resources.length === 0) return undefined;
  const isNamed = resources.some(({ type, properties }) => Object.hasOwn(properties, nameOf[type] ?? ''));
  const types = [...new Set(resources.map(({ type }) => type))];
  return {
    capability: isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}
