/** A service's model made ready for use: names resolved to objects, lookups by wire name. */
import { readdirSync, readFileSync } from 'node:fs';
import type {
  ErrorModel,
  HttpModel,
  MemberModel,
  Protocol,
  ServiceModel,
  SimpleType,
} from './model-format.ts';
import { compileTarget, type S3Target } from './s3/target.ts';
import { compileTemplate, type UriTemplate } from './uri-template.ts';

/** A service as the codecs see it. */
export interface Service {
  /** The name in a credential scope. */
  readonly signingName: string;
  readonly protocol: Protocol;
  readonly version: string;
  readonly xmlNamespace: string;
  /** Of the header X-Amz-Target, in the protocols that have it. */
  readonly targetPrefix?: string;
  /** The same service as it is spoken to in the query form, for one that speaks JSON and is compatible with that. */
  readonly queryForm?: Service;
  readonly operations: ReadonlyMap<string, OperationShape>;
  /** The modelled errors by wire code. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
  /** Operations that AWS has and this server has not. */
  readonly unavailable: ReadonlySet<string>;
}

export interface OperationShape {
  readonly name: string;
  /** A structure without members when the operation takes nothing. */
  readonly input: Structure;
  /** undefined when the operation answers nothing. */
  readonly output: Structure | undefined;
  /** In the protocols that speak by method and path. */
  readonly http: HttpShape | undefined;
}

export interface HttpShape {
  readonly method: string;
  /** Without labels in S3, whose paths `s3` describes. */
  readonly template: UriTemplate;
  readonly s3: S3Target | undefined;
  /** Of an answer. */
  readonly status: number;
}

export type Shape = { readonly type: SimpleType } | Structure | List | Mapping;

export interface Structure {
  readonly type: 'structure';
  readonly name: string;
  /** Of a document that it is. */
  readonly xmlName: string;
  readonly members: readonly Member[];
  /** The same members by their name in a query. */
  readonly byQueryName: ReadonlyMap<string, Member>;
}

export interface List {
  readonly type: 'list';
  readonly item: Member;
}

export interface Mapping {
  readonly type: 'map';
  readonly key: Member;
  readonly value: Member;
}

export interface Member {
  /** As handlers and the SDK's types name it. */
  readonly name: string;
  /** In the key of a request parameter. */
  readonly queryName: string;
  /** The element in a response. */
  readonly xmlName: string;
  /** The list or map has no element or key part around its items. */
  readonly flattened: boolean;
  readonly required: boolean;
  /** A secret: it must not be shown or recorded. */
  readonly sensitive: boolean;
  /** Where it stands when that is not the body. */
  readonly place: Place | undefined;
  /** The values that it, or each item of the list, may have. */
  readonly values: ReadonlySet<string> | undefined;
  readonly shape: Shape;
}

export interface Place {
  /** `prefix`: its entries are headers; `payload`: it is the whole body. */
  readonly in: 'label' | 'query' | 'header' | 'prefix' | 'payload';
  readonly name: string;
}

/** The services of `generated/`, by signing name. Reads files: call it once. */
export function loadServices(): ReadonlyMap<string, Service> {
  const folder = new URL('./generated/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  // The generator writes exactly this type and a test says when what it wrote is stale.
  const models = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ServiceModel);
  return new Map(models.map((model) => [model.signingName, compileService(model)]));
}

/** Resolves the names of a model. @throws when a name is not in it */
export function compileService(model: ServiceModel): Service {
  const compiler = new Compiler(model);
  const operations = Object.entries(model.operations).map(([name, { input, output, http }]) => ({
    name,
    input: input === undefined ? nothing : compiler.structure(input),
    output: output === undefined ? undefined : compiler.structure(output),
    http: http && httpShape(model, http, input),
  }));
  return {
    signingName: model.signingName,
    protocol: model.protocol,
    version: model.version,
    xmlNamespace: model.xmlNamespace,
    ...(model.targetPrefix !== undefined && { targetPrefix: model.targetPrefix }),
    ...(model.queryCompatible && { queryForm: compileService(queryModel(model)) }),
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map(Object.entries(model.errors)),
    unavailable: new Set(model.unavailable),
  };
}

function httpShape(model: ServiceModel, { method, uri, status }: HttpModel, input = ''): HttpShape {
  if (model.protocol !== 's3') return { method, template: compileTemplate(uri), s3: undefined, status };
  const shape = model.shapes[input];
  const hasBucket = shape?.type === 'structure' && 'Bucket' in shape.members;
  return { method, template: [], s3: compileTarget(uri, hasBucket), status };
}

function queryModel({ queryCompatible: _, targetPrefix: __, ...model }: ServiceModel): ServiceModel {
  return { ...model, protocol: 'awsQuery' };
}

const nothing: Structure = { type: 'structure', name: '', xmlName: '', members: [], byQueryName: new Map() };

class Compiler {
  readonly #model: ServiceModel;
  readonly #shapes = new Map<string, Shape>();
  readonly #values = new Map<string, ReadonlySet<string>>();

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  structure(name: string): Structure {
    const shape = this.#shape(`#${name}`);
    if (shape.type !== 'structure') throw new Error(`${name} is no structure`);
    return shape;
  }

  #shape(target: MemberModel['target']): Shape {
    const known = this.#shapes.get(target);
    if (known) return known;
    const shape = isReference(target) ? this.#compound(target) : { type: target };
    this.#shapes.set(target, shape);
    return shape;
  }

  /** Filled in after it is registered, since a shape may hold itself. */
  #compound(target: `#${string}`): Shape {
    const model = this.#model.shapes[target.slice(1)];
    if (!model) throw new Error(`the model of ${this.#model.signingName} has no shape ${target.slice(1)}`);
    if (model.type === 'structure') {
      const members: Member[] = [];
      const byQueryName = new Map<string, Member>();
      const name = target.slice(1);
      const xmlName = model.xmlName ?? name;
      const shape: Structure = { type: 'structure', name, xmlName, members, byQueryName };
      this.#shapes.set(target, shape);
      for (const [key, memberModel] of Object.entries(model.members)) {
        const member = this.#member(key, memberModel, queryName(this.#model.protocol, key, memberModel));
        members.push(member);
        byQueryName.set(member.queryName, member);
      }
      return shape;
    }
    if (model.type === 'map') {
      return { type: 'map', key: this.#part('key', model.key), value: this.#part('value', model.value) };
    }
    const shape = { type: 'list' as const, item: undefined as unknown as Member };
    this.#shapes.set(target, shape);
    return Object.assign(shape, { item: this.#part('member', model.item) });
  }

  /** A list's item, a map's key or value: there the XML name is the query name. */
  #part(name: string, model: MemberModel): Member {
    return this.#member(name, model, model.xmlName ?? name);
  }

  #member(name: string, model: MemberModel, inQuery: string): Member {
    return {
      name,
      queryName: inQuery,
      xmlName: model.xmlName ?? name,
      flattened: model.xmlFlattened === true,
      required: model.required === true,
      sensitive: model.sensitive === true,
      place: placeOf(name, model),
      values: model.enum === undefined ? undefined : this.#enumeration(model.enum),
      shape: this.#shape(model.target),
    };
  }

  #enumeration(name: string): ReadonlySet<string> {
    const values = this.#values.get(name) ?? new Set(this.#model.enums[name]);
    if (values.size === 0)
      throw new Error(`the model of ${this.#model.signingName} has no enumeration ${name}`);
    this.#values.set(name, values);
    return values;
  }
}

function placeOf(name: string, model: MemberModel): Place | undefined {
  if (model.httpLabel) return { in: 'label', name };
  if (model.httpQuery !== undefined) return { in: 'query', name: model.httpQuery };
  if (model.httpHeader !== undefined) return { in: 'header', name: model.httpHeader };
  if (model.httpPrefixHeaders !== undefined) return { in: 'prefix', name: model.httpPrefixHeaders };
  if (model.httpPayload) return { in: 'payload', name };
  return undefined;
}

function isReference(target: MemberModel['target']): target is `#${string}` {
  return target.startsWith('#');
}

/** @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution */
function queryName(protocol: Protocol, name: string, model: MemberModel): string {
  if (protocol !== 'ec2Query') return model.xmlName ?? name;
  const plain = model.xmlName ?? name;
  return model.ec2QueryName ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
