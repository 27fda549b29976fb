/**
 * Text with policy variables.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { RequestContext } from './context.ts';
import { type GlobToken, globTokens } from './glob.ts';

export type TemplatePart =
  /** As it was written: `*` and `?` are wildcards where wildcards are. */
  | { readonly kind: 'written'; readonly text: string }
  /** `${*}`, `${?}`, `${$}`: the character itself. */
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined };

export type Template = readonly TemplatePart[];

/** The parts of the text; `${` without an end is text. Reads each character a fixed number of times. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    const end = start === -1 ? -1 : variableEnd(text, start);
    if (end === -1) break;
    if (start > from) parts.push({ kind: 'written', text: text.slice(from, start) });
    parts.push(parseVariable(text.slice(start + 2, end)));
    from = end + 1;
  }
  if (from < text.length) parts.push({ kind: 'written', text: text.slice(from) });
  return parts;
}

/** Text in which `${` means nothing, as in documents of the version 2008-10-17. */
export function plainTemplate(text: string): Template {
  return [{ kind: 'written', text }];
}

/** Whether the template says the same for every request. */
export function isConstant(template: Template): boolean {
  return template.every((part) => part.kind !== 'variable');
}

/** The text, in which no character is a wildcard; undefined when a variable has no value. */
export function expandText(template: Template, context: RequestContext): string | undefined {
  let text = '';
  for (const part of template) {
    const value = part.kind === 'variable' ? variableValue(part, context) : part.text;
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/** The pattern, in which what a variable stands for has no wildcards; undefined when a variable has no value. */
export function expandTokens(template: Template, context: RequestContext): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  for (const part of template) {
    if (part.kind === 'written') {
      // Not spread: a policy may have more wildcards than a call may have arguments.
      for (const token of globTokens(part.text)) tokens.push(token);
    } else {
      const value = part.kind === 'variable' ? variableValue(part, context) : part.text;
      if (value === undefined) return undefined;
      tokens.push(value);
    }
  }
  return tokens;
}

/** The keys of the variables that have neither a value in the context nor a default. */
export function unresolvedKeys(template: Template, context: RequestContext): string[] {
  return template.flatMap((part) =>
    part.kind === 'variable' && variableValue(part, context) === undefined ? [part.key] : [],
  );
}

type Variable = TemplatePart & { readonly kind: 'variable' };

function variableValue({ key, fallback }: Variable, context: RequestContext): string | undefined {
  const entry = context.get(key);
  // A key with many values has no one value to put in.
  return entry === undefined || entry.isList ? fallback : entry.values[0];
}

const defaultStart = ", '";
const defaultEnd = "'}";

/** Where the brace is that ends the variable; a default may have braces of its own. */
function variableEnd(text: string, start: number): number {
  const brace = text.indexOf('}', start);
  if (brace === -1) return -1;
  const quote = text.slice(start, brace).indexOf(defaultStart);
  if (quote === -1) return brace;
  const end = text.indexOf(defaultEnd, start + quote + defaultStart.length);
  return end === -1 ? -1 : end + 1;
}

function parseVariable(content: string): TemplatePart {
  if (content === '*' || content === '?' || content === '$') return { kind: 'character', text: content };
  const quote = content.indexOf(defaultStart);
  if (quote === -1) return { kind: 'variable', key: content, fallback: undefined };
  return {
    kind: 'variable',
    key: content.slice(0, quote),
    fallback: content.slice(quote + defaultStart.length, -1),
  };
}
