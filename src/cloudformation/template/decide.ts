/** What conditions leave of a template. */
import type { Json, JsonObject, ResourceDeclaration, Template } from '../template.ts';
import { isList, isObject } from './json.ts';

/**
 * The template without resources and outputs whose conditions do not hold, and with the branch that is taken in place of
 * every `Fn::If` in properties and outputs. Members and items that `AWS::NoValue` takes away are left out.
 * @param conditions what each condition of the template is
 */
export function decided(template: Template, conditions: ReadonlyMap<string, boolean>): Template {
  const isIncluded = ({ condition }: { readonly condition?: string }) =>
    condition === undefined || conditions.get(condition) === true;
  const resources = [...template.resources]
    .filter(([, resource]) => isIncluded(resource))
    .map(([id, resource]) => [id, withChoices(resource, conditions)] as const);
  const outputs = [...template.outputs]
    .filter(([, output]) => isIncluded(output))
    .map(([key, output]) => [key, { ...output, value: chosen(output.value, conditions) ?? '' }] as const);
  return { ...template, resources: new Map(resources), outputs: new Map(outputs) };
}

function withChoices(
  resource: ResourceDeclaration,
  conditions: ReadonlyMap<string, boolean>,
): ResourceDeclaration {
  const properties = chosen(resource.properties, conditions) ?? {};
  // What is no object is refused when it is computed.
  return { ...resource, properties: isObject(properties) ? properties : {} };
}

/** @returns undefined when it is `AWS::NoValue` */
function chosen(json: Json, conditions: ReadonlyMap<string, boolean>): Json | undefined {
  if (isList(json)) return json.flatMap((item) => chosenOne(chosen(item, conditions)));
  if (!isObject(json)) return json;
  const choice = choiceOf(json);
  if (choice !== undefined) {
    const [name, yes = null, no = null] = choice;
    return chosen(conditions.get(String(name)) === true ? yes : no, conditions);
  }
  const names = Object.keys(json);
  if (names.length === 1 && json.Ref === 'AWS::NoValue') return undefined;
  const members = names.flatMap((name) => {
    const value = chosen(json[name] ?? null, conditions);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

function chosenOne(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

/** Reading the template has seen to it that there are a name and two branches. */
function choiceOf(json: JsonObject): readonly Json[] | undefined {
  const argument = json['Fn::If'];
  return argument !== undefined && isList(argument) ? argument : undefined;
}
