/** Paths with labels, as operations of REST protocols have them: `/2013-04-01/hostedzone/{Id}/rrset`. */

/** One part for each part of the path between slashes. */
export type UriTemplate = readonly (string | { readonly label: string })[];

/** @throws Error for what no template here has: a query, a greedy label */
export function compileTemplate(uri: string): UriTemplate {
  if (!/^(?:\/(?:[\w.-]+|\{\w+\}))+$/.test(uri)) throw new Error(`the path ${uri} has what no codec knows`);
  return uri
    .slice(1)
    .split('/')
    .map((part) => (part.startsWith('{') ? { label: part.slice(1, -1) } : part));
}

/**
 * The labels of a path as it came over the wire, decoded; undefined when the path is another. One slash at the end is
 * as good as none. A label is never empty.
 */
export function matchTemplate(template: UriTemplate, path: string): ReadonlyMap<string, string> | undefined {
  const parts = path
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .slice(1);
  if (parts.length !== template.length) return undefined;
  const labels = new Map<string, string>();
  for (const [at, part] of parts.entries()) {
    const expected = template[at];
    if (typeof expected !== 'object') {
      if (part !== expected) return undefined;
      continue;
    }
    const value = decodePart(part);
    if (value === undefined || value === '') return undefined;
    labels.set(expected.label, value);
  }
  return labels;
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
