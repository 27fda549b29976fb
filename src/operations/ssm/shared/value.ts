/** Values of parameters: how large they may be, what they must look like, and how secret ones are shown. */
import { ServiceError } from '../../../model/errors.ts';
import { foreignPatternFits } from '../../../model/foreign-pattern.ts';
import { messageKey } from '../../../model/message-key.ts';
import type { Parameter, ParameterTier, ParameterVersion } from '../../../model/parameter-resources.ts';
import { sealMessage } from '../../../policy/sealed-message.ts';
import type { OperationContext } from '../../operation.ts';
import { invalid } from './names.ts';

/** The only key there is: the one that AWS manages for every account. */
export const managedKeyId = 'alias/aws/ssm';

/**
 * Bytes of a value by tier.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const valueBytesMax: Readonly<Record<ParameterTier, number>> = { Standard: 4096, Advanced: 8192 };

const patternCharactersMax = 1024;

/** @throws ServiceError `ValidationException` for a value that the tier or the type does not allow */
export function checkValue(value: string, tier: ParameterTier): void {
  if (value === '') throw invalid('A parameter value must have at least one character.');
  const bytes = Buffer.byteLength(value);
  if (bytes <= valueBytesMax[tier]) return;
  throw invalid(
    tier === 'Standard'
      ? `Standard tier parameters support a maximum parameter value of ${valueBytesMax.Standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`
      : `Advanced tier parameters support a maximum parameter value of ${valueBytesMax.Advanced} characters.`,
  );
}

/**
 * Checks a value against the pattern that was given for it; the whole value must match. A pattern that needs too long
 * for it is stopped, so that no request holds up the others.
 * @throws ServiceError `InvalidAllowedPatternException`, `ParameterPatternMismatchException`
 */
export function checkPattern(value: string, pattern: string | undefined): void {
  if (pattern === undefined) return;
  if (pattern.length > patternCharactersMax) {
    throw invalid(`AllowedPattern can have at most ${patternCharactersMax} characters.`);
  }
  if (matches(value, pattern)) return;
  throw new ServiceError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

function matches(value: string, pattern: string): boolean {
  try {
    return foreignPatternFits(pattern, value);
  } catch (cause) {
    throw new ServiceError(
      'InvalidAllowedPatternException',
      `The request doesn't meet the regular expression requirement. ${String(cause)}`,
    );
  }
}

/**
 * The value as an answer has it: a secret one is sealed unless it is asked for in the clear.
 * @throws Error when there is a secret and no key, which PutParameter makes
 */
export function shownValue(
  { resources, caller }: OperationContext,
  { type }: Pick<Parameter, 'type'>,
  { value }: Pick<ParameterVersion, 'value'>,
  withDecryption: boolean | undefined,
): string {
  if (type !== 'SecureString' || withDecryption === true) return value;
  const key = messageKey(resources);
  if (!key) throw new Error('there is no key to seal parameters with');
  // Nobody opens it: a message of the account's would be opened by DecodeAuthorizationMessage.
  return sealMessage(key, `ssm/${caller.accountId}`, value);
}
