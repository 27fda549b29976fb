import type { PolicyProfile } from '../policy/document/profiles.ts';
import { type Policy, parsePolicy } from '../policy/parse-policy.ts';

/** Parsed policies that are kept: at most this many, the least recently used goes first. */
export const policiesMax = 4096;

/** Policies by their text: one that a record holds is parsed once, however many requests it decides. */
export class PolicyCache {
  readonly #byProfile = new Map<PolicyProfile, Map<string, Policy>>();

  /** @throws ServiceError when the text is no policy: what a record holds has been checked when it was stored */
  get(text: string, profile: PolicyProfile): Policy {
    const kept = this.#byProfile.get(profile) ?? new Map<string, Policy>();
    this.#byProfile.set(profile, kept);
    const policy = kept.get(text) ?? parsePolicy(text, profile);
    // Putting it in anew makes it the youngest.
    kept.delete(text);
    kept.set(text, policy);
    const [oldest] = kept.size > policiesMax ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    return policy;
  }
}
