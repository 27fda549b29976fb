/** The tags that a request gives, in the ways in which services take them. */
import type { Tag } from '../model/owned.ts';
import type { RequestFacts } from './request.ts';
import type { ContextKey } from './request-context.ts';

/** A tag as inputs state it; DeleteTags of EC2 may leave the value out. */
interface InputTag {
  readonly Key?: unknown;
  readonly Value?: unknown;
}

/** Tags given at the creation of EC2 resources, by the type of the resource. */
export function tagsByType({ input }: RequestFacts): ReadonlyMap<string, readonly Tag[]> {
  const byType = new Map<string, readonly Tag[]>();
  for (const specification of listOf(input.TagSpecifications)) {
    const { ResourceType: type, Tags } = specification as Readonly<Record<string, unknown>>;
    if (typeof type !== 'string') continue;
    byType.set(type, [...(byType.get(type) ?? []), ...tagsOf(Tags)]);
  }
  return byType;
}

/** Tags given in any other way. */
export function plainTags({ input }: RequestFacts): readonly Tag[] {
  return tagsOf(input.Tags ?? input.AddTags ?? input.tags);
}

/** `aws:RequestTag/` and `aws:TagKeys` of these tags, and of the keys of tags that are taken away. */
export function tagKeys({ input }: RequestFacts, tags: readonly Tag[]): ContextKey[] {
  const removed = [...listOf(input.TagKeys), ...listOf(input.RemoveTagKeys), ...listOf(input.tagKeys)].filter(
    (key) => typeof key === 'string',
  );
  const keys = [...new Set([...tags.map(({ key }) => key), ...removed])];
  return [...tags.map(({ key, value }) => [`aws:RequestTag/${key}`, value] as const), ['aws:TagKeys', keys]];
}

function tagsOf(value: unknown): readonly Tag[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([key, text]) => ({ key, value: String(text) }));
  }
  return listOf(value).flatMap((tag) => {
    const { Key, Value } = tag as InputTag;
    return typeof Key === 'string' ? [{ key: Key, value: typeof Value === 'string' ? Value : '' }] : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
