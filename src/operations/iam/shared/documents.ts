/** Policy documents as requests bring them and as answers show them. */
import { ServiceError } from '../../../model/errors.ts';
import {
  inlinePolicy,
  managedPolicy,
  type PolicyProfile,
  policySize,
} from '../../../policy/document/profiles.ts';
import { type Policy, parsePolicy } from '../../../policy/parse-policy.ts';
import { violation } from './constraints.ts';
import { checkQuota } from './quotas.ts';

/** A document that managed policies may have. @throws ServiceError `MalformedPolicyDocument`, `LimitExceeded` */
export function checkManagedDocument(text: string | undefined): string {
  const document = given(text);
  parsePolicy(document, managedPolicy);
  checkQuota('PolicySize', policySize(document));
  return document;
}

/** A document that inline policies may have; their sizes count together. @throws ServiceError `MalformedPolicyDocument` */
export function checkInlineDocument(text: string | undefined): string {
  const document = given(text);
  parsePolicy(document, inlinePolicy);
  return document;
}

/**
 * A document that is in the request and not kept.
 * @param place the parameter, for the message
 * @throws ServiceError `InvalidInput`
 */
export function parseInput(place: string, text: string, profile: PolicyProfile): Policy {
  try {
    return parsePolicy(text, profile);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError('InvalidInput', `Invalid input for ${place}: ${error.message}`);
  }
}

/** A document as IAM's answers have it: percent-encoded by RFC 3986. */
export function encodeDocument(document: string): string {
  // encodeURIComponent leaves out five characters that RFC 3986 reserves. Half a surrogate pair is no text.
  return encodeURIComponent(document.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A document that is there. @throws ServiceError `ValidationError` */
export function given(text: string | undefined): string {
  if (text) return text;
  throw violation('policyDocument', '', 'Member must have length greater than or equal to 1');
}
