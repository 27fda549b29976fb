/** How operations and actions are called apart. */

/** The prefix of a service's actions, by signing name, where it is another. */
const prefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Operations whose action has another name. */
const renamed: Readonly<Record<string, string>> = { 'sns/PublishBatch': 'Publish' };

/**
 * Actions that are asked for besides those of operations, by prefix: tags given at creation, roles handed to a service,
 * sessions with tags.
 */
export const furtherActions: Readonly<Record<string, readonly string[]>> = {
  acm: ['AddTagsToCertificate'],
  cloudwatch: ['TagResource'],
  ec2: ['CreateTags'],
  ecr: ['TagResource'],
  elasticloadbalancing: ['AddTags'],
  iam: ['PassRole', 'TagInstanceProfile', 'TagPolicy', 'TagRole', 'TagUser'],
  logs: ['TagResource'],
  route53: ['ChangeTagsForResource'],
  s3: [
    'DeleteObjectVersion',
    'GetBucketPublicAccessBlock',
    'GetEncryptionConfiguration',
    'GetLifecycleConfiguration',
    'GetObjectVersion',
    'ListAllMyBuckets',
    'ListBucket',
    'ListBucketVersions',
    'PutBucketPublicAccessBlock',
    'PutEncryptionConfiguration',
    'PutLifecycleConfiguration',
  ],
  sns: ['TagResource'],
  ssm: ['AddTagsToResource'],
  sts: ['SetSourceIdentity', 'TagSession'],
};

/** `ec2` */
export function prefixOf(service: string): string {
  return prefixes[service] ?? service;
}

/** `CreateVpcEndpoint` */
export function actionOf(service: string, operation: string): string {
  return renamed[`${service}/${operation}`] ?? operation;
}
