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
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const name = match[1] ?? '';
    parts.push({ text: text.slice(end, match.index) });
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { variable: checked(name) });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end) }];
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
