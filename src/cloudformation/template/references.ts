/** What an expression refers to. */
import type { Json, JsonObject } from '../template.ts';
import { checkArgument, type FunctionCall, functionOf, type Place } from './functions.ts';
import { isList, isObject } from './json.ts';
import { subVariables } from './sub-text.ts';

export type Reference =
  /** A parameter, pseudo parameter or resource. */
  | { readonly kind: 'ref'; readonly name: string; readonly by: 'Ref' | 'Fn::Sub' }
  | {
      readonly kind: 'attribute';
      readonly name: string;
      readonly attribute: string;
      readonly by: 'Fn::GetAtt' | 'Fn::Sub';
    }
  | { readonly kind: 'condition'; readonly name: string; readonly by: 'Fn::If' | 'Condition' }
  | { readonly kind: 'mapping'; readonly name: string }
  /** Something from outside of the stack; `inside` is what its name is computed from. */
  | { readonly kind: 'import'; readonly inside: readonly Reference[] }
  | { readonly kind: 'zones' };

/**
 * Every reference in the expression in the order of the text, those in both branches of each `Fn::If`; with `conditions`
 * those of the branch that is taken only.
 * @throws ServiceError ValidationError when a function has an argument of the wrong shape or is not supported there
 */
export function references(
  json: Json,
  place: Place,
  conditions?: ReadonlyMap<string, boolean>,
): readonly Reference[] {
  if (isList(json)) return json.flatMap((item) => references(item, place, conditions));
  if (!isObject(json)) return [];
  const call = functionOf(json, place);
  if (call === undefined) return inMembers(json, place, conditions);
  checkArgument(call);
  return [...ofFunction(call, place), ...inArgument(call, place, conditions)];
}

function inMembers(json: JsonObject, place: Place, conditions?: ReadonlyMap<string, boolean>) {
  return Object.values(json).flatMap((item) => references(item, place, conditions));
}

function ofFunction({ name, argument }: FunctionCall, place: Place): readonly Reference[] {
  const first = isList(argument) ? argument[0] : undefined;
  switch (name) {
    case 'Ref':
      return [{ kind: 'ref', name: String(argument), by: 'Ref' }];
    case 'Condition':
      return [{ kind: 'condition', name: String(argument), by: 'Condition' }];
    case 'Fn::If':
      return [{ kind: 'condition', name: String(first), by: 'Fn::If' }];
    case 'Fn::GetAtt':
      return [attribute(String(first), String(isList(argument) ? argument[1] : ''), 'Fn::GetAtt')];
    case 'Fn::FindInMap':
      return typeof first === 'string' ? [{ kind: 'mapping', name: first }] : [];
    case 'Fn::ImportValue':
      return [{ kind: 'import', inside: references(argument, place) }];
    case 'Fn::GetAZs':
      return [{ kind: 'zones' }];
    case 'Fn::Sub':
      return ofSub(argument);
    default:
      return [];
  }
}

function inArgument(
  { name, argument }: FunctionCall,
  place: Place,
  conditions?: ReadonlyMap<string, boolean>,
): readonly Reference[] {
  if (name === 'Fn::Sub') return isList(argument) ? references(argument[1] ?? '', place, conditions) : [];
  if (name !== 'Fn::If' || !isList(argument)) return references(argument, place, conditions);
  const [condition, then, otherwise] = argument;
  const holds = conditions?.get(String(condition));
  const branches = holds === undefined ? [then, otherwise] : [holds ? then : otherwise];
  return branches.flatMap((branch) => references(branch ?? '', place, conditions));
}

function ofSub(argument: Json): readonly Reference[] {
  const [text, variables] = isList(argument) ? argument : [argument, {}];
  const own = isObject(variables) ? variables : {};
  return subVariables(String(text))
    .filter((name) => !Object.hasOwn(own, name))
    .map((name) => subReference(name));
}

/** What a variable of `Fn::Sub` that is not among its own refers to. */
export function subReference(variable: string): Reference {
  const dot = variable.indexOf('.');
  if (dot < 0) return { kind: 'ref', name: variable, by: 'Fn::Sub' };
  return attribute(variable.slice(0, dot), variable.slice(dot + 1), 'Fn::Sub');
}

function attribute(name: string, path: string, by: 'Fn::GetAtt' | 'Fn::Sub'): Reference {
  return { kind: 'attribute', name, attribute: path, by };
}
