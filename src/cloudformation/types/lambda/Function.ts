import type { LambdaFunction } from '../../generated/properties.ts';
import { resourceType } from '../shared/define.ts';

/**
 * A name that custom resources refer to: no code runs here. What the functions of the CDK would do, the custom resources do
 * themselves; a template in which a function is for anything else is refused.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
const carrier = resourceType<LambdaFunction>({
  name: 'AWS::Lambda::Function',
  honours: [
    'FunctionName',
    'Code',
    'Handler',
    'Role',
    'Runtime',
    'Timeout',
    'MemorySize',
    'Description',
    'Architectures',
    'Environment',
    'Tags',
  ],
  create: ({ FunctionName }, step) => FunctionName ?? step.name(64),
  update: () => undefined,
  delete: () => undefined,
  attributes: (name, _, step) => ({
    Arn: `arn:aws:lambda:${step.region}:${step.accountId}:function:${name}`,
  }),
  // Nothing but the record of the stack has it.
  read: (_, properties) => properties,
});

export { carrier as Function };
