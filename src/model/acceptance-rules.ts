/**
 * Rules by which a service accepts endpoints without asking its owner: `account=111122223333 tag:stage=prod,test`.
 * A rule is terms with blanks between them, which must all fit; a term is a field, `=`, and patterns with commas between
 * them, of which one must fit. In patterns `*` stands for any text and `?` for any one character.
 */
import type { Endpoint } from './resources.ts';

export interface AcceptanceRule {
  /** At least one. */
  readonly terms: readonly AcceptanceTerm[];
}

export interface AcceptanceTerm {
  /** The endpoint's account, or the value of one of its tags. */
  readonly field: { readonly kind: 'account' } | { readonly kind: 'tag'; readonly key: string };
  /** At least one. */
  readonly patterns: readonly string[];
}

/**
 * Reads a rule. Fields are `account`, `tag:<key>`, and `name`, which is short for `tag:Name`.
 * @returns undefined when it is malformed: an account that is neither `*` nor twelve digits, a field twice, an empty pattern
 */
export function parseAcceptanceRule(text: string): AcceptanceRule | undefined {
  const terms: AcceptanceTerm[] = [];
  const seen = new Set<string>();
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const at = word.indexOf('=');
    const name = word.slice(0, Math.max(at, 0));
    const field = fieldOf(name);
    const patterns = word.slice(at + 1).split(',');
    if (!field || seen.has(name) || patterns.includes('')) return undefined;
    if (field.kind === 'account' && !patterns.every((each) => /^(?:\*|\d{12})$/.test(each))) return undefined;
    seen.add(name);
    terms.push({ field, patterns });
  }
  return terms.length > 0 ? { terms } : undefined;
}

/** Whether every term of the rule fits the endpoint. */
export function ruleFits(rule: AcceptanceRule, endpoint: Pick<Endpoint, 'accountId' | 'tags'>): boolean {
  return rule.terms.every(({ field, patterns }) => {
    const value =
      field.kind === 'account'
        ? endpoint.accountId
        : endpoint.tags.find(({ key }) => key === field.key)?.value;
    return value !== undefined && patterns.some((pattern) => matches(pattern, value));
  });
}

function fieldOf(name: string): AcceptanceTerm['field'] | undefined {
  if (name === 'account') return { kind: 'account' };
  if (name === 'name') return { kind: 'tag', key: 'Name' };
  const key = name.startsWith('tag:') ? name.slice('tag:'.length) : '';
  return key === '' ? undefined : { kind: 'tag', key };
}

/** Whether the whole text fits. A row of the usual table, so the time is bounded by the product of the lengths. */
function matches(pattern: string, text: string): boolean {
  const characters = [...text];
  let row: readonly boolean[] = [true, ...characters.map(() => false)];
  for (const token of pattern) {
    const next = [token === '*' && row[0] === true];
    for (const [at, character] of characters.entries()) {
      next.push(
        token === '*'
          ? next[at] === true || row[at + 1] === true
          : row[at] === true && (token === '?' || token === character),
      );
    }
    row = next;
  }
  return row.at(-1) === true;
}
