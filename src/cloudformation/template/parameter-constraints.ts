/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
import { foreignPatternFits } from '../../model/foreign-pattern.ts';
import type { ParameterDeclaration } from '../template.ts';
import { validationError } from './errors.ts';
import { parameterType } from './parameter-types.ts';

const valueBytesMax = 4096;

/**
 * Sees to it that a value, or each item of a list, is what the template declares.
 * @throws ServiceError ValidationError; with the declaration's own sentence if it has one
 */
export function checkParameterValue(key: string, value: string, declaration: ParameterDeclaration): void {
  if (Buffer.byteLength(value) > valueBytesMax)
    throw validationError(`Parameter '${key}' must contain at most ${valueBytesMax} characters`);
  const type = parameterType(declaration.type);
  const items = type?.isList === true ? value.split(',').map((item) => item.trim()) : [value];
  const wrong = faultOfAny(items, declaration, type?.isNumber === true);
  if (wrong === undefined) return;
  const { constraintDescription: own } = declaration;
  throw validationError(
    own === undefined
      ? `Parameter '${key}' ${wrong}`
      : `Parameter ${key} failed to satisfy constraint: ${own}`,
  );
}

function faultOfAny(
  items: readonly string[],
  declaration: ParameterDeclaration,
  isNumber: boolean,
): string | undefined {
  const { allowedPattern } = declaration;
  for (const item of items) {
    const wrong = fault(item, declaration, isNumber);
    if (wrong !== undefined) return wrong;
  }
  // All at once: to begin with a pattern costs more than to look whether it fits.
  if (allowedPattern === undefined || match(allowedPattern, items)) return undefined;
  return `must match pattern ${allowedPattern}`;
}

function fault(item: string, declaration: ParameterDeclaration, isNumber: boolean): string | undefined {
  const { allowedValues, minLength, maxLength } = declaration;
  if (isNumber && (item.trim() === '' || !Number.isFinite(Number(item)))) return 'must be a number.';
  if (allowedValues !== undefined && !allowedValues.includes(item)) return 'must be one of AllowedValues';
  if (minLength !== undefined && item.length < minLength)
    return `must contain at least ${minLength} characters`;
  if (maxLength !== undefined && item.length > maxLength)
    return `must contain at most ${maxLength} characters`;
  return numberFault(Number(item), declaration);
}

function numberFault(number: number, { minValue, maxValue }: ParameterDeclaration): string | undefined {
  if (minValue !== undefined && number < minValue) return `must be a number not less than ${minValue}`;
  if (maxValue !== undefined && number > maxValue) return `must be a number not greater than ${maxValue}`;
  return undefined;
}

/** @returns false also when it is no pattern, or takes too long */
function match(pattern: string, values: readonly string[]): boolean {
  try {
    return foreignPatternFits(pattern, ...values);
  } catch {
    return false;
  }
}
