import type { Json, JsonObject, OutputDeclaration, RuleDeclaration, Template } from '../template.ts';
import { checkReferences } from './check-references.ts';
import { formatError, validationError } from './errors.ts';
import { isList, isObject, member, scalarText } from './json.ts';
import { parseTemplateText } from './parse-text.ts';
import { readParameter } from './read-parameter.ts';
import { readResource } from './read-resource.ts';
import { objectOf, optional, readSection, refuseOthers, textOf } from './sections.ts';

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Hooks',
  'Resources',
  'Outputs',
];

/**
 * Reads a template, JSON or YAML, as ValidateTemplate does: what it returns is well-formed, its names are valid, every
 * function in it is one that is known with arguments of the right shape, and every reference leads somewhere.
 * Whether types and properties are supported is not looked at.
 * @param text up to 1,000,000 bytes; the bound of 51,200 for inline templates is the API's
 * @throws ServiceError ValidationError with CloudFormation's sentences
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function readTemplate(text: string): Template {
  const json = parseTemplateText(text);
  if (!isObject(json)) throw formatError('unsupported structure.');
  checkSections(json);
  const template: Template = {
    ...optional('description', textOf(json, 'Description')),
    ...optional('metadata', member(json, 'Metadata')),
    parameters: readSection(json, 'Parameters', readParameter),
    rules: readSection(json, 'Rules', readRule),
    mappings: readSection(json, 'Mappings', readMapping),
    conditions: readSection(json, 'Conditions', readCondition),
    resources: readSection(json, 'Resources', readResource),
    outputs: readSection(json, 'Outputs', readOutput),
  };
  if (template.resources.size === 0) throw formatError('At least one Resources member must be defined.');
  checkReferences(template);
  return template;
}

function checkSections(json: JsonObject): void {
  const others = Object.keys(json).filter((name) => !sections.includes(name));
  if (others.length > 0)
    throw validationError(`Invalid template property or properties [${others.join(', ')}]`);
  const version = textOf(json, 'AWSTemplateFormatVersion') ?? '2010-09-09';
  if (version !== '2010-09-09')
    throw formatError(`${version} is not a supported value for AWSTemplateFormatVersion.`);
  if (Buffer.byteLength(textOf(json, 'Description') ?? '') > 1024)
    throw formatError("'Description' length is greater than 1024.");
  for (const section of ['Transform', 'Hooks']) {
    if (Object.hasOwn(json, section))
      throw formatError(`${section} is not supported: ${JSON.stringify(json[section])}`);
  }
}

function readRule(name: string, json: Json): RuleDeclaration {
  const object = objectOf('Rules', json);
  refuseOthers(object, ['RuleCondition', 'Assertions'], 'rule');
  const assertions = member(object, 'Assertions');
  if (assertions === undefined || !isList(assertions) || assertions.length === 0)
    throw formatError(`Rule ${name} must have a list of Assertions.`);
  return {
    ...optional('ruleCondition', member(object, 'RuleCondition')),
    assertions: assertions.map(readAssertion),
  };
}

function readAssertion(json: Json): RuleDeclaration['assertions'][number] {
  const object = objectOf('Rules', json);
  refuseOthers(object, ['Assert', 'AssertDescription'], 'assertion');
  const assert = member(object, 'Assert');
  if (assert === undefined) throw formatError('Every Assertions object must contain an Assert member.');
  return { assert, ...optional('description', textOf(object, 'AssertDescription')) };
}

function readMapping(_name: string, json: Json): JsonObject {
  const mapping = objectOf('Mappings', json);
  for (const [key, attributes] of Object.entries(mapping)) {
    if (!isObject(attributes))
      throw formatError('Every Mappings object member must contain a String key and an object value.');
    for (const [attribute, value] of Object.entries(attributes)) checkMapped(`${key}/${attribute}`, value);
  }
  return mapping;
}

function checkMapped(path: string, value: Json): void {
  const texts = isList(value) ? value : [value];
  if (texts.some((text) => scalarText(text) === undefined))
    throw formatError(`Every Mappings attribute must be a String or a List. (${path})`);
}

function readCondition(_name: string, json: Json): Json {
  if (isObject(json)) return json;
  throw formatError('Conditions can only be boolean operations on parameters and other conditions');
}

function readOutput(name: string, json: Json): OutputDeclaration {
  const object = objectOf('Outputs', json);
  refuseOthers(object, ['Value', 'Description', 'Export', 'Condition'], 'output');
  const value = member(object, 'Value');
  if (value === undefined) throw formatError('Every Outputs member must contain a Value object');
  if (isList(value)) throw formatError('The Value field of every Outputs member must evaluate to a String.');
  return {
    value,
    ...optional('description', textOf(object, 'Description')),
    ...optional('exportName', readExport(name, object)),
    ...optional('condition', textOf(object, 'Condition')),
  };
}

function readExport(output: string, json: JsonObject): Json | undefined {
  const value = member(json, 'Export');
  if (value === undefined) return undefined;
  const name = isObject(value) ? member(value, 'Name') : undefined;
  if (name === undefined || !isObject(value) || Object.keys(value).length !== 1)
    throw formatError(
      `Output ${output} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    );
  return name;
}
