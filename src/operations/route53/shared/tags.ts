import type { ResourceTagSet } from '@aws-sdk/client-route-53';
import type { Taggable } from './taggable.ts';

/** As answers show the tags of one resource. */
export function toSdkTagSet({ kind, record }: Taggable): ResourceTagSet {
  return {
    ResourceType: kind === 'hostedZone' ? 'hostedzone' : 'healthcheck',
    ResourceId: record.id,
    Tags: record.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  };
}
