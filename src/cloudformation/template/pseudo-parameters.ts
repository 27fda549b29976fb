/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
] as const;

export type PseudoParameter = (typeof pseudoParameters)[number];

export function isPseudoParameter(name: string): name is PseudoParameter {
  return (pseudoParameters as readonly string[]).includes(name);
}
