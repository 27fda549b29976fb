import type { ResourceType } from '../../resource-type.ts';

/** What the CDK counts its constructs by. Nothing is made of it, as on AWS. */
export const Metadata: ResourceType = {
  name: 'AWS::CDK::Metadata',
  honours: ['Analytics'],
  create: (_, step) => step.name(64),
  update: () => undefined,
  delete: () => undefined,
  attributes: () => ({}),
  read: (_, properties) => properties,
};
