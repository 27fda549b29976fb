/** Policies of buckets. */
import { ServiceError } from '../../../model/errors.ts';
import { resourcePolicy } from '../../../policy/document/profiles.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';

/** Bytes of a policy. */
const policyBytesMax = 20 * 1024;

/** @throws ServiceError `MalformedPolicy`, also when a statement is about another bucket */
export function checkBucketPolicy(bucket: string, text: string): void {
  if (Buffer.byteLength(text) > policyBytesMax) {
    throw new ServiceError('PolicyTooLarge', `A bucket policy can have ${policyBytesMax} bytes.`);
  }
  parsePolicy(text, { ...resourcePolicy, code: 'MalformedPolicy' });
  const own = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/`];
  for (const resource of resourcesOf(text)) {
    const isOwn = resource === own[0] || resource.startsWith(own[1] ?? '');
    if (!isOwn) throw new ServiceError('MalformedPolicy', `Policy has invalid resource: ${resource}`);
  }
}

type Statement = Readonly<Record<string, unknown>>;

function resourcesOf(text: string): string[] {
  return statementsOf(text).flatMap(({ Resource, NotResource }) =>
    [Resource ?? [], NotResource ?? []].flat().map(String),
  );
}

/** Of a text that was read as a policy. */
function statementsOf(text: string): readonly Statement[] {
  const { Statement: statements } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  return [statements ?? []].flat();
}
