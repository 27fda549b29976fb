/** Statements of a topic's policy as its text has them. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** The policy with other statements. The text has been accepted as a policy before. */
export function rewritePolicy(
  policy: string,
  change: (statements: readonly PolicyStatement[]) => readonly PolicyStatement[],
): string {
  // Only what checkTopicPolicy accepted is stored: an object whose Statement is an object or a list of objects.
  const document = JSON.parse(policy) as { readonly Statement: PolicyStatement | readonly PolicyStatement[] };
  const statements = Array.isArray(document.Statement)
    ? document.Statement
    : [document.Statement as PolicyStatement];
  return JSON.stringify({ ...document, Statement: change(statements) });
}
