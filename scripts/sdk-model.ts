/** Makes a service's model from the run-time schemas of its AWS SDK client. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type {
  ErrorModel,
  MemberModel,
  OperationModel,
  ServiceModel,
  ShapeModel,
} from '../src/wire/model-format.ts';
import { protocols, type SimpleType } from '../src/wire/model-format.ts';
import type { Source } from './sdk-sources.ts';

/**
 * The model of the named operations with everything that they reach, and of all errors.
 * @throws when the service has no such operation, or a schema holds something that the codecs do not know
 */
export function modelOf(source: Source, wanted: ReadonlySet<string>): ServiceModel {
  const { protocol, version, xmlNamespace, targetPrefix, queryCompatible } = protocolOf(source);
  const byQueryCode = queryCompatible === true || !protocol.startsWith('awsJson');
  const collector = new Collector(source);
  const all = Object.values(source.sdk).filter(isOperation);
  const operations = all
    .filter((schema) => wanted.has(schema[2]))
    .map((schema) => collector.operation(schema));
  const missing = [...wanted].filter((name) => !all.some((schema) => schema[2] === name));
  if (missing.length > 0) throw new Error(`${source.packageName} has no operation ${missing.join(', ')}`);
  return {
    signingName: source.signingName,
    protocol,
    version,
    xmlNamespace,
    ...(targetPrefix !== undefined && { targetPrefix }),
    ...(queryCompatible && { queryCompatible }),
    operations: sorted(Object.fromEntries(operations)),
    errors: sorted(
      Object.fromEntries(
        Object.values(source.sdk)
          .filter(isError)
          .map((schema) => collector.error(schema, byQueryCode)),
      ),
    ),
    shapes: sorted(collector.shapes),
    enums: sorted(collector.enums),
    unavailable: all
      .map((schema) => schema[2])
      .filter((name) => !wanted.has(name))
      .sort(),
  };
}

/** The names of all operations that the service has at AWS. */
export function operationNames(source: Source): string[] {
  return Object.values(source.sdk)
    .filter(isOperation)
    .map((schema) => schema[2]);
}

function protocolOf(
  source: Source,
): Pick<ServiceModel, 'protocol' | 'version' | 'xmlNamespace' | 'targetPrefix' | 'queryCompatible'> {
  // The client's configuration carries these two at run time; its public type does not say so.
  const config = source.client.config as {
    readonly protocol: { getShapeId(): string };
    readonly protocolSettings: {
      readonly version: string;
      readonly xmlNamespace?: string;
      readonly serviceTarget: string;
      readonly awsQueryCompatible?: boolean;
    };
  };
  const spoken = config.protocol.getShapeId().replace('aws.protocols#', '');
  const name = source.signingName === 's3' ? 's3' : spoken;
  const protocol = protocols.find((candidate) => candidate === name);
  if (!protocol) throw new Error(`${source.packageName} speaks ${name}, which src/wire has no codec for`);
  const { version, xmlNamespace = '', serviceTarget, awsQueryCompatible } = config.protocolSettings;
  // Answers of AWS end the name with a slash; EC2's client leaves it out.
  const namespace = xmlNamespace.replace(/\/?$/, '/');
  if (!protocol.startsWith('awsJson')) return { protocol, version, xmlNamespace: namespace };
  if (awsQueryCompatible !== true) {
    return { protocol, version, xmlNamespace, targetPrefix: serviceTarget };
  }
  return {
    protocol,
    version,
    xmlNamespace: namespace,
    targetPrefix: serviceTarget,
    queryCompatible: true,
  };
}

type Traits = Readonly<Record<string, unknown>> | number;
type Reference = Schema | number | 'unit' | (() => Reference) | readonly [Reference, Traits];
type OperationSchema = readonly [9, string, string, Traits, Reference, Reference];
type StructureSchema = readonly [
  3 | -3,
  string,
  string,
  Traits,
  readonly string[],
  readonly Reference[],
  number?,
];
type ListSchema = readonly [1, string, string, Traits, Reference];
type MapSchema = readonly [2, string, string, Traits, Reference, Reference];
type SimpleSchema = readonly [0, string, string, Traits, Reference];
/** @see the types Static*Schema of the package @smithy/types */
type Schema = OperationSchema | StructureSchema | ListSchema | MapSchema | SimpleSchema;

const knownTraits = new Set([
  'xmlName',
  'ec2QueryName',
  'xmlFlattened',
  'idempotencyToken',
  'httpLabel',
  'httpQuery',
  'httpHeader',
  'httpPrefixHeaders',
  'httpPayload',
  'streaming',
  'sensitive',
]);
/** Traits that a schema may give as the bits of a number; those that say nothing about the wire have no name here. */
const traitBits: ReadonlyMap<number, string> = new Map([
  [1, 'httpLabel'],
  [4, 'idempotencyToken'],
  [8, 'sensitive'],
  [16, 'httpPayload'],
  [32, 'httpResponseCode'],
  [64, 'httpQueryParams'],
]);
const listFlag = 64;
const mapFlag = 128;

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

function isError(value: unknown): value is StructureSchema {
  return Array.isArray(value) && value[0] === -3 && typeof value[3] === 'object';
}

/** Walks the schemas from the operations down and keeps what it meets. */
class Collector {
  readonly shapes: Record<string, ShapeModel> = {};
  readonly enums: Record<string, readonly string[]> = {};
  readonly #source: Source;
  readonly #memberTypes: ReadonlyMap<string, string>;

  constructor(source: Source) {
    this.#source = source;
    this.#memberTypes = memberTypes(source.packageName);
  }

  operation(schema: OperationSchema): [string, OperationModel] {
    const input = this.#structureName(schema[4]);
    const output = this.#structureName(schema[5]);
    const http = httpOf(schema);
    return [schema[2], { ...(input && { input }), ...(output && { output }), ...(http && { http }) }];
  }

  error(schema: StructureSchema, byQueryCode: boolean): [string, ErrorModel] {
    // isError has looked: the traits are an object. Without a code of its own an error goes by the name of its shape.
    const { awsQueryError = [], httpError = 400 } = schema[3] as {
      awsQueryError?: readonly [code?: string, status?: number];
      httpError?: number;
    };
    this.#structureName(schema);
    // The JSON services have the shape's name on the wire, and one status for everything that the caller can mend.
    if (!byQueryCode) return [schema[2], { shape: schema[2], status: httpError < 500 ? 400 : 500 }];
    return [awsQueryError[0] ?? schema[2], { shape: schema[2], status: awsQueryError[1] ?? httpError }];
  }

  #structureName(reference: Reference): string | undefined {
    const { schema } = resolve(reference);
    if (schema === 'unit') return undefined;
    const target = this.#target(schema);
    if (!target.startsWith('#')) throw new Error(`${target} is where a structure should be`);
    return target.slice(1);
  }

  /** With the type that a member's number, or each number in its list or map, has when that is no integer. */
  #targetOf(schema: Schema | number | 'unit', type: SimpleType | undefined): MemberModel['target'] {
    if (type === undefined) return this.#target(schema);
    return typeof schema === 'number' && schema > 63 ? this.#numbered(schema, type) : type;
  }

  #target(schema: Schema | number | 'unit'): MemberModel['target'] {
    if (typeof schema === 'number') return this.#numbered(schema);
    if (schema === 'unit') throw new Error('a member has no type');
    if (schema[0] === 0) return this.#target(resolve(schema[4]).schema);
    const name = schema[2];
    if (!(name in this.shapes)) this.#add(name, schema);
    return `#${name}`;
  }

  /** @see the sentinels of the package @smithy/types: a number for a simple type, with a flag when it is a list or map of it */
  #numbered(code: number, number: SimpleType = 'integer'): MemberModel['target'] {
    if (code & mapFlag || code & listFlag) {
      const item = this.#numbered(code & 63, number);
      const name = `${code & mapFlag ? 'map' : 'list'}<${item}>`;
      this.shapes[name] =
        code & mapFlag
          ? { type: 'map', key: { target: 'string' }, value: { target: item } }
          : { type: 'list', item: { target: item } };
      return `#${name}`;
    }
    const simple = {
      0: 'string',
      1: number,
      2: 'boolean',
      4: 'timestamp',
      5: 'timestamp',
      6: 'timestamp',
      21: 'blob',
      // A stream of bytes.
      42: 'blob',
    } as const;
    const found = simple[code as keyof typeof simple];
    if (!found)
      throw new Error(`schema number ${code} is not known: add it to the generator and to the codecs`);
    return found;
  }

  #add(name: string, schema: Exclude<Schema, SimpleSchema>): void {
    if (schema[0] === 9) throw new Error(`${name} is an operation where a shape should be`);
    // Taken before it is filled, so that a shape may hold itself.
    const members: Record<string, MemberModel> = {};
    if (schema[0] === 1) this.shapes[name] = { type: 'list', item: this.#member(name, 'member', schema[4]) };
    else if (schema[0] === 2) {
      const [key, value] = [this.#member(name, 'key', schema[4]), this.#member(name, 'value', schema[5])];
      this.shapes[name] = { type: 'map', key, value };
    } else {
      const { xmlName } = namedTraits(schema[3]);
      this.shapes[name] = {
        type: 'structure',
        ...(typeof xmlName === 'string' && { xmlName }),
        members,
      };
      // The required members come first and the schema says how many they are.
      schema[4].forEach((member, at) => {
        const model = this.#member(name, member, schema[5][at] as Reference);
        members[member] = at < (schema[6] ?? 0) ? { required: true, ...model } : model;
      });
    }
  }

  #member(shape: string, name: string, reference: Reference): MemberModel {
    const { schema, traits } = resolve(reference);
    for (const trait of Object.keys(traits)) {
      if (!knownTraits.has(trait))
        throw new Error(`${shape}.${name} has the trait ${trait}, which no codec knows`);
    }
    const enumeration = this.#enumeration(this.#memberTypes.get(`${shape}.${name}`));
    return {
      target: this.#targetOf(schema, this.#source.numbers[`${shape}.${name}`]),
      ...(enumeration && { enum: enumeration }),
      ...(typeof traits.xmlName === 'string' && { xmlName: traits.xmlName }),
      ...(typeof traits.ec2QueryName === 'string' && { ec2QueryName: traits.ec2QueryName }),
      ...(traits.xmlFlattened === 1 && { xmlFlattened: true }),
      ...((traits.sensitive === 1 || isSensitive(schema)) && { sensitive: true }),
      ...(traits.httpLabel === 1 && { httpLabel: true }),
      ...(typeof traits.httpQuery === 'string' && { httpQuery: traits.httpQuery }),
      ...(typeof traits.httpHeader === 'string' && { httpHeader: traits.httpHeader }),
      ...(typeof traits.httpPrefixHeaders === 'string' && { httpPrefixHeaders: traits.httpPrefixHeaders }),
      ...(traits.httpPayload === 1 && { httpPayload: true }),
    };
  }

  /** The SDK exports an enumeration as an object of its values, under the name that the member's type has. */
  #enumeration(typeName: string | undefined): string | undefined {
    const values = typeName === undefined ? undefined : this.#source.sdk[typeName];
    if (typeName === undefined || typeof values !== 'object' || values === null || Array.isArray(values))
      return undefined;
    this.enums[typeName] = Object.values(values).map(String).sort();
    return typeName;
  }
}

/** Whether the type, wherever it stands, is for nobody's eyes. */
function isSensitive(schema: Schema | number | 'unit'): boolean {
  return typeof schema === 'object' && schema[0] !== 9 && namedTraits(schema[3]).sensitive === 1;
}

function httpOf(schema: OperationSchema): OperationModel['http'] {
  const { http } = namedTraits(schema[3]) as {
    http?: readonly [method: string, uri: string, status: number];
  };
  return http && { method: http[0], uri: http[1], status: http[2] };
}

function namedTraits(traits: Traits): Readonly<Record<string, unknown>> {
  if (typeof traits === 'object') return traits;
  const set = [...traitBits].filter(([bit]) => traits & bit);
  return Object.fromEntries(set.map(([, name]) => [name, 1]));
}

/** Follows functions and member pairs to the schema and the traits of the member. */
function resolve(reference: Reference): {
  schema: Schema | number | 'unit';
  traits: Record<string, unknown>;
} {
  if (typeof reference === 'function') return resolve(reference());
  if (Array.isArray(reference) && reference.length === 2) {
    // A pair is always a member: a schema has five elements and more.
    const [inner, traits] = reference as unknown as readonly [Reference, Traits];
    const { schema, traits: more } = resolve(inner);
    return { schema, traits: { ...more, ...namedTraits(traits) } };
  }
  return { schema: reference as Schema | number | 'unit', traits: {} };
}

/** `Shape.Member` -> the name of its type (of an item, when it is a list), from the client's type declarations. */
function memberTypes(packageName: string): Map<string, string> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)),
    'dist-types/models',
  );
  const found = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => /^models_\d+\.d\.ts$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, shape, body] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
      for (const [, member, type] of (body ?? '').matchAll(/^\s+(\w+)\??: (\w+)(?:\[\])? \| undefined;$/gm)) {
        if (type !== undefined) found.set(`${shape}.${member}`, type);
      }
    }
  }
  if (found.size === 0) throw new Error(`no type declarations found in ${folder}`);
  return found;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
