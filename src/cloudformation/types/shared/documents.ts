/** A document, as a policy, that a template states as JSON or as text of it. */
export function documentText(document: unknown): string | undefined {
  if (document === undefined) return undefined;
  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** A document's text in the form that the template has it in; as JSON when the template has none. */
export function parsedLike(stated: unknown, text: string | undefined): unknown {
  if (text === undefined || typeof stated === 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
