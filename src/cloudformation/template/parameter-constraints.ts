/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
import { firstMisfit } from '../../model/foreign-pattern.ts';
import type { ParameterDeclaration } from '../template.ts';
import { validationError } from './errors.ts';
import { parameterType } from './parameter-types.ts';

const valueBytesMax = 4096;

/** A parameter with the value that it is given. */
export interface ParameterUse {
  readonly key: string;
  readonly value: string;
  readonly declaration: ParameterDeclaration;
}

/**
 * Sees to it that a value, or each item of a list, is what the template declares, but for patterns.
 * @throws ServiceError ValidationError; with the declaration's own sentence if it has one
 */
export function checkParameterValue(use: ParameterUse): void {
  const { key, value, declaration } = use;
  if (Buffer.byteLength(value) > valueBytesMax)
    throw validationError(`Parameter '${key}' must contain at most ${valueBytesMax} characters`);
  const isNumber = parameterType(declaration.type)?.isNumber === true;
  for (const item of itemsOf(use)) {
    const wrong = fault(item, declaration, isNumber);
    if (wrong !== undefined) throw unfit(use, wrong);
  }
}

/**
 * Sees to it that values fit the patterns that are declared for them: all at once, for whoever waits meanwhile waits for all.
 * @throws ServiceError as `checkParameterValue`
 */
export function checkPatterns(uses: readonly ParameterUse[]): void {
  const wanted = uses.flatMap((use) => {
    const { allowedPattern: pattern } = use.declaration;
    return pattern === undefined ? [] : [{ use, pattern, texts: itemsOf(use) }];
  });
  if (wanted.length === 0) return;
  const misfit = firstMisfit(wanted);
  if (misfit) throw unfit(misfit.use, `must match pattern ${misfit.pattern}`);
}

function itemsOf({ value, declaration }: ParameterUse): readonly string[] {
  const isList = parameterType(declaration.type)?.isList === true;
  return isList ? value.split(',').map((item) => item.trim()) : [value];
}

function unfit({ key, declaration }: ParameterUse, wrong: string): Error {
  const { constraintDescription: own } = declaration;
  return validationError(
    own === undefined
      ? `Parameter '${key}' ${wrong}`
      : `Parameter ${key} failed to satisfy constraint: ${own}`,
  );
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
