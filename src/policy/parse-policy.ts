import { ServiceError } from '../model/errors.ts';
import { checkDocument } from './document/check-document.ts';
import type { PolicyDocument } from './document/document.ts';
import type { PolicyProfile } from './document/profiles.ts';
import { type Draft, PolicySyntaxError, readDocument } from './document/read-document.ts';
import { type CompiledStatement, compileStatement } from './statement.ts';

/** A valid policy, ready to be evaluated. It does not change and may be kept as long as its text. */
export interface Policy {
  readonly document: PolicyDocument;
  /** In the order of the document. */
  readonly statements: readonly CompiledStatement[];
}

/**
 * Reads a policy and checks what AWS checks when it is stored.
 * @throws ServiceError with the profile's code and AWS's message when the policy is not valid
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: string, profile: PolicyProfile): Policy {
  if (text.length > profile.charactersMax) {
    throw new ServiceError(
      profile.code,
      `The policy has ${text.length} characters, at most ${profile.charactersMax} are allowed.`,
    );
  }
  const draft = readDraft(text, profile);
  const problem = checkDocument(draft, profile);
  if (problem !== undefined) throw new ServiceError(profile.code, problem);
  const document = freeze(draft.document);
  // A document without a version is of the older one.
  const version = document.version ?? '2008-10-17';
  const statements = document.statements.map((statement) => compileStatement(statement, version));
  return Object.freeze({ document, statements: Object.freeze(statements) });
}

function readDraft(text: string, profile: PolicyProfile): Draft {
  try {
    return readDocument(text);
  } catch (error) {
    if (!(error instanceof PolicySyntaxError || error instanceof SyntaxError)) throw error;
    throw new ServiceError(profile.code, 'Syntax errors in policy.');
  }
}

/** Documents are trees, and not deep. */
function freeze<T extends object>(tree: T): T {
  for (const branch of Object.values(tree)) if (typeof branch === 'object' && branch !== null) freeze(branch);
  return Object.freeze(tree);
}
