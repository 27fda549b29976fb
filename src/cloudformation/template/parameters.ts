/** The parameters of a stack: what was given, checked against what the template declares. */
import type { ParameterDeclaration, Template } from '../template.ts';
import { validationError } from './errors.ts';
import { checkParameterValue, checkPatterns, type ParameterUse } from './parameter-constraints.ts';
import { type ParameterType, parameterType } from './parameter-types.ts';

/** As an operation is given it. */
export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePreviousValue?: boolean;
}

/** As the stack keeps it. */
export interface StackParameter {
  readonly value: string;
  /** What the parameter store has for `value`, of the types `AWS::SSM::Parameter::Value<...>`. */
  readonly resolvedValue?: string;
}
export type StackParameters = ReadonlyMap<string, StackParameter>;

/** What parameters are checked with. */
export interface ParameterLookups {
  /** The newest version of a parameter of the parameter store. @returns undefined when it is not there */
  storedParameter(name: string): string | undefined;
  /** Whether there is a thing of this type, `AWS::EC2::VPC::Id`, in the account and region. */
  exists(type: string, id: string): boolean;
}

/**
 * What the parameters of the stack are: those given, those of before where that is asked for, and defaults, in the order
 * of the template.
 * @param previous what the stack has; left out when it is created
 * @throws ServiceError ValidationError with CloudFormation's sentences
 */
export function takeParameters(
  template: Template,
  given: readonly GivenParameter[],
  lookups: ParameterLookups,
  previous?: StackParameters,
): StackParameters {
  const values = givenValues(template, given, previous);
  const missing = [...template.parameters].filter(
    ([key, { default: own }]) => !values.has(key) && own === undefined,
  );
  if (missing.length > 0)
    throw validationError(`Parameters: [${missing.map(([key]) => key).join(', ')}] must have values`);
  const stored = storedValues(template, values, lookups);
  const taken = new Map<string, StackParameter>();
  const uses: ParameterUse[] = [];
  for (const [key, declaration] of template.parameters) {
    const value = values.get(key) ?? declaration.default ?? '';
    const resolvedValue = stored.get(key);
    const use = { key, value: resolvedValue ?? value, declaration };
    checkParameterValue(use);
    checkIds(use, lookups);
    uses.push(use);
    taken.set(key, { value, ...(resolvedValue === undefined ? {} : { resolvedValue }) });
  }
  checkPatterns(uses);
  return taken;
}

function givenValues(
  template: Template,
  given: readonly GivenParameter[],
  previous?: StackParameters,
): ReadonlyMap<string, string> {
  const unknown = given.filter(({ key }) => !template.parameters.has(key));
  if (unknown.length > 0)
    throw validationError(
      `Parameters: [${unknown.map(({ key }) => key).join(', ')}] do not exist in the template`,
    );
  const values = new Map<string, string>();
  for (const parameter of given) {
    if (values.has(parameter.key))
      throw validationError(`Duplicate values for parameter key ${parameter.key}`);
    const value = givenValue(parameter, previous);
    if (value !== undefined) values.set(parameter.key, value);
  }
  return values;
}

function givenValue({ key, value, usePreviousValue }: GivenParameter, previous?: StackParameters) {
  if (usePreviousValue !== true) return value;
  if (value !== undefined)
    throw validationError(
      `Invalid input for parameter key ${key}. Either Value or UsePreviousValue can be specified, not both`,
    );
  const before = previous?.get(key);
  if (before !== undefined) return before.value;
  throw validationError(
    `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
  );
}

/** What the parameter store has for the parameters that are names in it. */
function storedValues(
  template: Template,
  values: ReadonlyMap<string, string>,
  lookups: ParameterLookups,
): ReadonlyMap<string, string> {
  const stored = new Map<string, string>();
  const missing: string[] = [];
  for (const [key, declaration] of template.parameters) {
    if (!typeOf(declaration).isStored) continue;
    const name = values.get(key) ?? declaration.default ?? '';
    const value = lookups.storedParameter(name);
    if (value === undefined) missing.push(name);
    else stored.set(key, value);
  }
  if (missing.length === 0) return stored;
  throw validationError(
    `Unable to fetch parameters [${missing.join(',')}] from parameter store for this account.`,
  );
}

function checkIds({ key, value, declaration }: ParameterUse, lookups: ParameterLookups): void {
  const type = typeOf(declaration);
  if (type.idType === undefined) return;
  for (const id of type.isList ? listItems(value) : [value]) {
    if (!lookups.exists(type.idType, id))
      throw validationError(
        `Parameter validation failed: parameter value ${id} for parameter name ${key} does not exist`,
      );
  }
}

/** What `Ref` of each parameter of the template gives: a text, or a list of texts for types that are lists. */
export function parameterValues(
  template: Template,
  parameters: StackParameters,
): ReadonlyMap<string, string | readonly string[]> {
  return new Map(
    [...template.parameters].map(([key, declaration]) => {
      const { value = declaration.default ?? '', resolvedValue } = parameters.get(key) ?? {};
      const text = resolvedValue ?? value;
      return [key, typeOf(declaration).isList ? listItems(text) : text];
    }),
  );
}

/** The items of a list as parameters have it: `a, b`. */
export function listItems(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim());
}

/** As describing a stack shows the value: stars in place of one that is not to be echoed. */
export function shownParameter(declaration: ParameterDeclaration | undefined, value: string): string {
  return declaration?.noEcho === true ? '****' : value;
}

function typeOf({ type }: ParameterDeclaration): ParameterType {
  const known = parameterType(type);
  if (known === undefined) throw new Error(`a template was read with a parameter of type ${type}`);
  return known;
}
