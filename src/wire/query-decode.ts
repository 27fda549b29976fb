/** Decodes the parameters of a request by the model: ec2Query and awsQuery. */
import { type Faults, faults, type QueryProtocol } from './faults.ts';
import type { Parameter } from './form.ts';
import { type ParameterNode, parameterTree } from './parameter-tree.ts';
import { readScalar, scalarWords } from './scalars.ts';
import type { List, Mapping, Member, OperationShape, Structure } from './service.ts';

/** The highest index of a list or map. */
export const indexMax = 10_000;

/**
 * The input of the operation. Members are in the order of the model, so equal requests give equal JSON.
 * Lists are put together in the order of their indices; a gap between indices is closed.
 * @param parameters without `Action` and `Version`
 * @throws ServiceError in the protocol's words when a parameter is missing, unknown, given twice or of the wrong type
 */
export function decodeQuery(
  protocol: QueryProtocol,
  operation: OperationShape,
  parameters: readonly Parameter[],
): Readonly<Record<string, unknown>> {
  const decoder = new Decoder(protocol);
  return decoder.structure(operation.input, parameterTree(parameters));
}

class Decoder {
  readonly #faults: Faults;
  /** EC2 lists have their indices right below the name; elsewhere a name for the item stands between. */
  readonly #flat: boolean;
  /** Only awsQuery clients say that a list is empty: `Name=`. */
  readonly #emptyLists: boolean;

  constructor(protocol: QueryProtocol) {
    this.#faults = faults[protocol];
    this.#flat = protocol === 'ec2Query';
    this.#emptyLists = protocol === 'awsQuery';
  }

  structure(shape: Structure, node: ParameterNode): Record<string, unknown> {
    if (node.value !== undefined) throw this.#faults.invalid(node.path, node.value, 'a structure');
    for (const [name, child] of node.children) {
      if (!shape.byQueryName.has(name)) throw this.#faults.unknown(firstLeaf(child).path);
    }
    const result: Record<string, unknown> = {};
    for (const member of shape.members) {
      const child = node.children.get(member.queryName);
      if (child) result[member.name] = this.#value(member, child);
      else if (member.required) throw this.#faults.missing(join(node.path, member.queryName));
    }
    return result;
  }

  #value(member: Member, node: ParameterNode): unknown {
    const { shape } = member;
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, node);
      case 'list':
        return this.#list(member, shape, node);
      case 'map':
        return this.#map(member, shape, node);
      default:
        return this.#scalar(member, node);
    }
  }

  #scalar({ shape, values }: Member, node: ParameterNode): unknown {
    const [child] = node.children.values();
    if (child) throw this.#faults.unknown(firstLeaf(child).path);
    // A node without children was made for its value.
    const text = node.value ?? '';
    const type = shape.type as keyof typeof scalarWords;
    const value = readScalar(type, text);
    if (value === undefined) throw this.#faults.invalid(node.path, text, scalarWords[type]);
    if (values && !values.has(text)) throw this.#faults.invalid(node.path, text, oneOf(values));
    return value;
  }

  #list(member: Member, shape: List, node: ParameterNode): unknown[] {
    if (this.#emptyLists && node.value === '' && node.children.size === 0) return [];
    const items = this.#flat || member.flattened ? node : this.#only(node, shape.item.queryName, 'a list');
    const item = member.values ? { ...shape.item, values: member.values } : shape.item;
    return this.#indexed(items).map((child) => this.#value(item, child));
  }

  #map(member: Member, shape: Mapping, node: ParameterNode): Record<string, unknown> {
    const entries = member.flattened ? node : this.#only(node, 'entry', 'a map');
    const pair: Structure = {
      type: 'structure',
      name: 'entry',
      xmlName: 'entry',
      members: [shape.key, shape.value].map((part) => ({ ...part, required: true })),
      byQueryName: new Map([shape.key, shape.value].map((part) => [part.queryName, part])),
    };
    const decoded = this.#indexed(entries).map((child) => {
      const { [shape.key.name]: key, [shape.value.name]: value } = this.structure(pair, child);
      return [String(key), value] as const;
    });
    if (new Set(decoded.map(([key]) => key)).size < decoded.length) {
      throw this.#faults.invalid(node.path, '', 'a map with every key once');
    }
    // Makes own properties whatever the names are.
    return Object.fromEntries(decoded);
  }

  /** The children of the one child that the node may have. */
  #only(node: ParameterNode, name: string, right: string): ParameterNode {
    if (node.value !== undefined) throw this.#faults.invalid(node.path, node.value, right);
    for (const [key, child] of node.children) {
      if (key !== name) throw this.#faults.unknown(firstLeaf(child).path);
    }
    // A node has a value or at least one child, and that is this one.
    return node.children.get(name) as ParameterNode;
  }

  #indexed(node: ParameterNode): ParameterNode[] {
    if (node.value !== undefined) throw this.#faults.invalid(node.path, node.value, 'a list');
    const entries = [...node.children].map(([key, child]) => {
      const index = /^[1-9]\d{0,4}$/.test(key) ? Number(key) : Number.NaN;
      if (!(index <= indexMax)) throw this.#faults.unknown(firstLeaf(child).path);
      return { index, child };
    });
    return entries.sort((a, b) => a.index - b.index).map(({ child }) => child);
  }
}

function firstLeaf(node: ParameterNode): ParameterNode {
  let leaf = node;
  while (leaf.value === undefined) {
    const [child] = leaf.children.values();
    if (!child) break;
    leaf = child;
  }
  return leaf;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Long enumerations (instance types) are not listed. */
function oneOf(values: ReadonlySet<string>): string {
  return values.size <= 24 ? `one of [${[...values].join(', ')}]` : 'one of the values of the API reference';
}
