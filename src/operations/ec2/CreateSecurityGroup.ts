import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Vpc } from '../../model/resources.ts';
import { requireDefaultVpc } from '../network/default-vpc.ts';
import { newGroup } from '../network/new-group.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { ec2Arn } from '../shared/arn.ts';
import { dependOn } from '../shared/dependents.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications, toSdkTags } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const CreateSecurityGroup = operation<CreateSecurityGroupRequest, CreateSecurityGroupResult>({
  service: 'ec2',
  name: 'CreateSecurityGroup',
  access: 'write',
  honours: ['GroupName', 'Description', 'VpcId', 'TagSpecifications'],
  handle(input, context) {
    const name = checkName(input.GroupName ?? '');
    const description = checkText('GroupDescription', input.Description ?? '');
    const vpc =
      input.VpcId === undefined
        ? requireDefaultVpc(context, 'Give the parameter vpcId.')
        : requireOwned(context, 'vpc', input.VpcId);
    checkPlace(context, vpc, name);
    const tags = tagsFromSpecifications(input.TagSpecifications, 'security-group');
    const group = newGroup(context, vpc, { name, description, tags });
    context.resources.put('securityGroup', group);
    dependOn(context.resources, vpc.id, group.id);
    return {
      GroupId: group.id,
      SecurityGroupArn: ec2Arn(group, 'security-group', group.id),
      Tags: toSdkTags(tags),
    };
  },
});

function checkName(name: string): string {
  checkText('GroupName', name);
  if (name === 'default') {
    throw new ServiceError('InvalidGroup.Reserved', "The security group name 'default' is reserved.");
  }
  if (name.startsWith('sg-')) {
    const message = `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  return name;
}

function checkText(parameter: string, text: string): string {
  const refuse = (reason: string) =>
    new ServiceError(
      'InvalidParameterValue',
      `Value (${text}) for parameter ${parameter} is invalid. ${reason}`,
    );
  if (text.trim() === '') throw refuse('The value cannot be empty.');
  if (text.length > 255) throw refuse('It must be 255 characters or fewer.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII starts with control characters
  if (/[^\x00-\x7f]/.test(text)) throw refuse('Character sets beyond ASCII are not supported.');
  if (/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/.test(text)) {
    throw refuse('Allowed characters are a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*.');
  }
  return text;
}

function checkPlace(context: OperationContext, vpc: Vpc, name: string): void {
  const inVpc = context.resources.find('securityGroup', 'vpc', vpc.id);
  if (inVpc.some((group) => group.name === name)) {
    const message = `The security group '${name}' already exists for VPC '${vpc.id}'`;
    throw new ServiceError('InvalidGroup.Duplicate', message);
  }
  if (allOwned(context, 'securityGroup').length >= quota(context, 'securityGroupsPerRegion')) {
    const message = `The maximum number of security groups has been reached: ${quota(context, 'securityGroupsPerRegion')} in ${context.region}.`;
    throw new ServiceError('SecurityGroupLimitExceeded', message);
  }
}
