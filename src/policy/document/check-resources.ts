/**
 * The form of Resource elements.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/** AWS's message for the first that is no ARN, undefined when all are. */
export function resourceProblem(resources: readonly string[]): string | undefined {
  for (const resource of resources) {
    const problem = resource === '*' ? undefined : arnProblem(resource);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Whether AWS's older parser takes the resource, of which `resourceProblem` knows nothing to say. */
export function hasLegacyForm(resource: string): boolean {
  if (resource === '*') return true;
  const parts = resource.split(':');
  return (parts.length >= 6 || !resource.includes('::')) && parts[2] !== '';
}

const partitions = [
  '*',
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];

function arnProblem(resource: string): string | undefined {
  const [, partition, service, ...rest] = resource.split(':');
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (!partitions.includes(partition)) return partitionProblem(resource);
  if (service === undefined || /[*?]/.test(service)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  const [region = '', , ...id] = rest;
  const path = id.join(':');
  if (service === 'iam') return iamProblem(resource, region, path);
  if (service === 's3' && region !== '' && !path.startsWith('accesspoint/')) {
    return `Resource ${resource} can not contain region information.`;
  }
  return undefined;
}

/** Names the ARN with stars for the parts that are missing. */
function partitionProblem(resource: string): string {
  const [, partition = '', ...rest] = resource.split(':');
  const given = [...rest.slice(0, 3), ...(rest.length > 3 ? [rest.slice(3).join(':')] : [])];
  const arn = ['arn', partition, ...given, '*', '*', '*', '*'].slice(0, 6).join(':');
  return `Partition "${partition}" is not valid for resource "${arn}".`;
}

const iamPaths = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

function iamProblem(resource: string, region: string, path: string): string | undefined {
  if (region !== '') return `IAM resource ${resource} cannot contain region information.`;
  if (path === '*' || iamPaths.some((start) => path.startsWith(start))) return undefined;
  return `IAM resource path must either be "*" or start with ${iamPaths.join(', ')}.`;
}
