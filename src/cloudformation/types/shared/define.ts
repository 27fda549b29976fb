import { ServiceError } from '../../../model/errors.ts';
import type { Attributes, Only, Progress, ResourceType, Step } from '../../resource-type.ts';
import type { Json, JsonObject } from '../../template.ts';
import { asWritten } from './as-written.ts';
import { coerced } from './coerce.ts';
import { type Honouring, unhonoured } from './honoured.ts';

/** A resource type whose properties are of the types that AWS's schema says. */
export interface Definition<Properties> {
  readonly name: string;
  readonly honours: readonly string[];
  readonly only?: Only;
  importedId?(identifier: string): string;
  create(properties: Properties, step: Step): string;
  update?(physicalId: string, before: Properties, after: Properties, step: Step): string | undefined;
  delete(physicalId: string, properties: Properties, step: Step): void;
  attributes(physicalId: string, properties: Properties, step: Step): Attributes;
  progress?(physicalId: string, properties: Properties, step: Step): Progress;
  isGone?(physicalId: string, step: Step): boolean;
  /** Members that are undefined are left out. */
  read(physicalId: string, properties: Properties, step: Step): Readable<Properties> | undefined;
}

/** What can be told of properties. */
export type Readable<Value> = Value extends readonly (infer Element)[]
  ? readonly Readable<Element>[]
  : Value extends object
    ? { readonly [Name in keyof Value]?: Readable<Value[Name]> | undefined }
    : Value;

/**
 * States a resource type. Its functions get properties as the schema says they are: a template may write numbers and
 * truth values as text. What `read` gives is written as the template writes it.
 */
export function resourceType<Properties extends object>({
  name,
  honours,
  only = {},
  importedId,
  create,
  update,
  attributes,
  progress,
  isGone,
  read,
  ...definition
}: Definition<Properties>): ResourceType {
  // The generated interfaces of properties and what values are brought to come from the same schema.
  const typed = (properties: JsonObject, step: Step) =>
    coerced(name, properties, step.logicalId) as unknown as Properties;
  return {
    name,
    honours,
    only,
    ...(importedId && { importedId }),
    create: (properties, step) => create(typed(honoured(name, { honours, only }, properties), step), step),
    ...(update && {
      update: (id, before, after, step) =>
        update(id, typed(before, step), typed(honoured(name, { honours, only }, after), step), step),
    }),
    delete: (id, properties, step) => definition.delete(id, typed(properties, step), step),
    attributes: (id, properties, step) => attributes(id, typed(properties, step), step),
    ...(progress && { progress: (id, properties, step) => progress(id, typed(properties, step), step) }),
    ...(isGone && { isGone }),
    read(id, properties, step) {
      const found = read(id, typed(properties, step), step);
      return found && asJson(found, properties);
    },
  };
}

/** What conditions decide is known only now. @throws ServiceError `ValidationError` */
function honoured(name: string, type: Honouring, properties: JsonObject): JsonObject {
  const [path] = unhonoured(type, properties);
  if (path === undefined) return properties;
  throw new ServiceError('ValidationError', `The property ${path} of ${name} is not supported.`);
}

function asJson(found: object, written: JsonObject): JsonObject {
  // What types tell is made of texts, numbers, truth values, lists and objects.
  const plain = JSON.parse(JSON.stringify(found)) as { [name: string]: Json };
  return asWritten(written, plain) as JsonObject;
}
