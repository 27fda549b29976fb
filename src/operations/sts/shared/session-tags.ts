import type { Tag as StsTag } from '@aws-sdk/client-sts';
import type { CallerSession } from '../../../model/caller.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { addTags } from '../../iam/shared/tags.ts';

const tagsMax = 50;

export interface SessionTags {
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
}

/**
 * The tags of a session: those that are given, and the transitive ones of the session that asks, which nobody can change.
 * @throws ServiceError `ValidationError`, `InvalidInput` for a key that is given twice
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function sessionTags(
  asking: CallerSession | undefined,
  given: readonly StsTag[] = [],
  transitive: readonly string[] = [],
): SessionTags {
  const inheritedKeys = asking?.transitiveTagKeys ?? [];
  const inherited = (asking?.tags ?? []).filter(({ key }) => inheritedKeys.some(sameAs(key)));
  const own = addTags([], given);
  for (const { key } of own) {
    if (inheritedKeys.some(sameAs(key)))
      throw invalid(
        `The session tag '${key}' is transitive in the session that asks, and cannot be replaced.`,
      );
  }
  const unknown = transitive.find((key) => !own.some((tag) => sameAs(key)(tag.key)));
  if (unknown !== undefined) {
    throw invalid(`The transitive tag key '${unknown}' must be that of a tag of the session.`);
  }
  const tags = [...inherited, ...own];
  if (tags.length > tagsMax) throw invalid(`A session may have at most ${tagsMax} tags.`);
  return { tags, transitiveTagKeys: [...inheritedKeys, ...transitive] };
}

/** Keys of session tags are the same in any case of letters. */
function sameAs(key: string): (other: string) => boolean {
  return (other) => other.toLowerCase() === key.toLowerCase();
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
