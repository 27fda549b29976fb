/** The text of `Fn::Sub`: `${Name}` stands for a value, `${!Name}` for itself without the mark. */
import { templateError } from './errors.ts';

export type SubPart = { readonly text: string } | { readonly variable: string };

/**
 * The parts of the text in order.
 * @throws ServiceError ValidationError when the name of a variable has a character that it must not have
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
 */
export function subParts(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  // Not by a regular expression: where nothing closes, it would read the rest of the text from each beginning.
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', end)) {
    const close = text.indexOf('}', start);
    if (close < 0) break;
    const name = text.slice(start + 2, close);
    parts.push({ text: text.slice(end, start) });
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { variable: checked(name) });
    end = close + 1;
  }
  parts.push({ text: text.slice(end) });
  return parts;
}

/** The names of the variables in the order of the text, with those that are there twice. */
export function subVariables(text: string): readonly string[] {
  return subParts(text).flatMap((part) => ('variable' in part ? [part.variable] : []));
}

function checked(name: string): string {
  if (/^[A-Za-z0-9_.:]+$/.test(name)) return name;
  throw templateError(
    'variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
  );
}
