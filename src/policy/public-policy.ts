/**
 * Whether a bucket's policy counts as public.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */

/** Keys that narrow a statement down when their values are fixed, in small letters. */
const narrowing: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Operators that ask for a value to be there and to be one of these. */
const positive = /^(?:ForAnyValue:)?(?:StringEquals(?:IgnoreCase)?|StringLike|Arn(?:Equals|Like))$/i;

/** Blocks that are larger count as everybody. */
const prefixLengthMin = { v4: 8, v6: 32 } as const;
/** Of one account, whatever they are called. */
const accessPoints = /^arn:aws:s3:[a-z0-9-]+:\d{12}:accesspoint\/[^$]*$/;

type Statement = Readonly<Record<string, unknown>>;

/**
 * Whether a statement allows something to everybody, or to whom no fixed value of a condition says.
 * @param text of a document that was read as a policy, or undefined when there is none
 */
export function isPublicPolicy(text: string | undefined): boolean {
  if (text === undefined) return false;
  // The document has statements, or one.
  const { Statement: statements } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  return [statements ?? []].flat().some(isPublic);
}

function isPublic({ Effect, Principal, NotPrincipal, Condition }: Statement): boolean {
  if (Effect !== 'Allow') return false;
  const named =
    typeof Principal === 'object' && Principal !== null ? Object.values(Principal).flat() : [Principal];
  if (NotPrincipal === undefined && !named.includes('*')) return false;
  // All conditions must hold: one that narrows is enough.
  return !Object.entries(Condition ?? {}).some(([operator, keys]) =>
    Object.entries(keys as object).some(([key, values]) =>
      isNarrow(operator, key.toLowerCase(), [values].flat().map(String)),
    ),
  );
}

function isNarrow(operator: string, key: string, values: readonly string[]): boolean {
  if (values.length === 0) return false;
  if (/^(?:ForAnyValue:)?IpAddress$/i.test(operator)) return key === 'aws:sourceip' && values.every(isSmall);
  if (!positive.test(operator) || !narrowing.has(key)) return false;
  return values.every(
    (value) => isFixed(value) || (key === 's3:dataaccesspointarn' && accessPoints.test(value)),
  );
}

/** Whether it has neither a wildcard nor a variable. */
function isFixed(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}

function isSmall(block: string): boolean {
  const [address = '', length] = block.split('/');
  const isV6 = address.includes(':');
  if (length === undefined) return true;
  return Number(length) >= (isV6 ? prefixLengthMin.v6 : prefixLengthMin.v4);
}
