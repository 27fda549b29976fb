import type { ResourceType } from '../../resource-type.ts';

/**
 * Nothing but a name here: there are no wait conditions that would wait for a signal at it. The CDK and people use it as
 * the one resource that a stack must have.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitconditionhandle.html
 */
export const WaitConditionHandle: ResourceType = {
  name: 'AWS::CloudFormation::WaitConditionHandle',
  honours: [],
  create: (_, step) => step.name(64),
  update: () => undefined,
  delete: () => undefined,
  attributes: (id) => ({ Id: id }),
  read: () => ({}),
};
