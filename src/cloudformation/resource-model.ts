/** What AWS's schemas say of the types that exist here: form of `generated/schemas.json`. */
import { readFileSync } from 'node:fs';

/** One type, as AWS's schema of it says. */
export interface ResourceModel {
  /** Names of the properties and attributes that identify it. */
  readonly identifier: readonly string[];
  /** The property that holds tags. */
  readonly tags?: string;
  readonly attributes: Readonly<Record<string, 'string' | 'list'>>;
  readonly properties: Readonly<Record<string, PropertyModel>>;
  /** What `of` refers to. */
  readonly types: Readonly<Record<string, Readonly<Record<string, PropertyModel>>>>;
}

export interface PropertyModel {
  readonly type: ValueType;
  readonly required?: true;
  /** Left out when it is changed in place. */
  readonly updates?: 'replace' | 'conditional';
}

/** `json` is anything, `tag` a key and a value. */
export type ValueType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'json'
  | 'tag'
  | { readonly list: ValueType }
  | { readonly map: ValueType }
  | { readonly of: string };

/** By name as in a template; types that AWS has no schema of, as custom resources, are not among them. */
export const resourceModels = load();

function load(): ReadonlyMap<string, ResourceModel> {
  const text = readFileSync(new URL('./generated/schemas.json', import.meta.url), 'utf8');
  // The generator writes exactly this type, and a check says when what it wrote is stale.
  return new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, ResourceModel>>));
}
