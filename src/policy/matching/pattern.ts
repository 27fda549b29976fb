/**
 * What a policy compares values with: exact texts, patterns with wildcards, patterns of ARNs, any of them with policy
 * variables.
 */
import type { PolicyVersion } from '../document/document.ts';
import type { RequestContext } from './context.ts';
import { compileGlob, globTokens } from './glob.ts';
import {
  expandText,
  expandTokens,
  isConstant,
  parseTemplate,
  plainTemplate,
  type Template,
  unresolvedKeys,
} from './template.ts';

export interface Pattern {
  /** Undefined when a variable of the pattern has no value: then neither a match nor its negation holds. */
  matches(value: string, context: RequestContext): boolean | undefined;
  /** Adds the keys that the pattern needs and the context lacks. */
  addMissingKeys(context: RequestContext, missing: Set<string>): void;
}

/** Only documents of the newer version have variables. */
export function readTemplate(text: string, version: PolicyVersion): Template {
  return version === '2012-10-17' ? parseTemplate(text) : plainTemplate(text);
}

/** The same text, after `fold` was applied to both. */
export function exactPattern(template: Template, fold: (text: string) => string = (text) => text): Pattern {
  return prepared(template, (context) => {
    const expected = expandText(template, context);
    if (expected === undefined) return undefined;
    const folded = fold(expected);
    return (value) => fold(value) === folded;
  });
}

/** With wildcards that reach over everything. */
export function globPattern(template: Template): Pattern {
  return prepared(template, (context) => {
    const tokens = expandTokens(template, context);
    if (tokens === undefined) return undefined;
    const glob = compileGlob(tokens);
    return (value) => glob.matches(value);
  });
}

/**
 * The six components of an ARN, each by itself, so that no wildcard reaches over a colon before the resource. What is no
 * ARN matches nothing. `*` alone is every ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnPattern(template: Template): Pattern {
  const components = arnComponents(template);
  return prepared(template, (context) => {
    const tokens = components.map((component) => expandTokens(component, context));
    if (!tokens.every((each) => each !== undefined)) return undefined;
    const globs = tokens.map(compileGlob);
    return (value) => {
      const parts = splitArn(value);
      if (parts === undefined) return false;
      return (
        isEveryArn(template) ||
        (globs.length === 6 && globs.every((glob, at) => glob.matches(parts[at] ?? '')))
      );
    };
  });
}

/**
 * The value of a Resource element. Wildcards reach over colons; variables stand after the fifth colon only, and are text
 * before it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourcePattern(text: string, version: PolicyVersion): Pattern {
  const parts = splitArn(text);
  if (parts === undefined) return globPattern(plainTemplate(text));
  const resource = parts.at(-1) ?? '';
  const head = text.slice(0, text.length - resource.length);
  return globPattern([...plainTemplate(head), ...readTemplate(resource, version)]);
}

/** Without regard to the case of ASCII letters; actions have no variables. */
export function actionGlob(pattern: string): { matches(foldedAction: string): boolean } {
  return compileGlob(globTokens(pattern));
}

type Test = (value: string) => boolean;

/** Prepares a constant pattern once, and others for each request. */
function prepared(template: Template, prepare: (context: RequestContext) => Test | undefined): Pattern {
  if (isConstant(template)) {
    const test = prepare(noContext);
    return { matches: (value) => test?.(value), addMissingKeys: () => {} };
  }
  return {
    matches: (value, context) => prepare(context)?.(value),
    addMissingKeys(context, missing) {
      for (const key of unresolvedKeys(template, context)) missing.add(key);
    },
  };
}

const noContext: RequestContext = { get: () => undefined, entries: () => [] };

/** The text before the fifth colon in five parts, and the rest; undefined when it has fewer colons. */
function splitArn(text: string): string[] | undefined {
  const parts = text.split(':', 5);
  if (parts.length < 5) return undefined;
  const headLength = parts.join(':').length;
  return headLength === text.length ? undefined : [...parts, text.slice(headLength + 1)];
}

/** Cut at the first five colons that stand outside of variables. */
function arnComponents(template: Template): Template[] {
  const components: TemplateList[] = [[]];
  for (const part of template) {
    if (part.kind !== 'written') {
      components.at(-1)?.push(part);
      continue;
    }
    for (const [at, text] of cutAtColons(part.text, 6 - components.length).entries()) {
      if (at > 0) components.push([]);
      components.at(-1)?.push({ kind: 'written', text });
    }
  }
  return components;
}

type TemplateList = Template[number][];

/** At most `cuts + 1` parts, of which the last has what is left. */
function cutAtColons(text: string, cuts: number): string[] {
  const parts = text.split(':');
  return parts.length <= cuts + 1 ? parts : [...parts.slice(0, cuts), parts.slice(cuts).join(':')];
}

function isEveryArn(template: Template): boolean {
  const [only, ...others] = template;
  return others.length === 0 && only?.kind === 'written' && only.text === '*';
}
