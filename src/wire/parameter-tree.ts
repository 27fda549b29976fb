/** Request parameters as a tree: `Filter.1.Value.2=x` is a leaf four levels down. */
import { ServiceError } from '../model/errors.ts';
import type { Parameter } from './form.ts';

/** A node has a value, children or both; which is right is for the shape to say. Names come from outside: never a plain object. */
export interface ParameterNode {
  /** The whole name, for messages. */
  readonly path: string;
  value: string | undefined;
  readonly children: Map<string, ParameterNode>;
}

/** No modelled parameter is nested half as deep. */
export const nameDepthMax = 32;

/**
 * @throws ServiceError InvalidQueryParameter when a name comes twice or is nested deeper than any parameter
 */
export function parameterTree(parameters: readonly Parameter[]): ParameterNode {
  const root = newNode('');
  for (const { name, value } of parameters) {
    const node = leaf(root, name);
    if (node.value !== undefined) {
      throw new ServiceError(
        'InvalidQueryParameter',
        `The parameter ${shorten(name)} is given more than once.`,
      );
    }
    node.value = value;
  }
  return root;
}

/** A name as it may stand in a message: an attacker does not get to fill the answer. */
export function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 120)}...`;
}

function leaf(root: ParameterNode, name: string): ParameterNode {
  const parts = name.split('.', nameDepthMax + 1);
  if (parts.length > nameDepthMax) {
    throw new ServiceError('InvalidQueryParameter', `The parameter ${shorten(name)} is nested too deep.`);
  }
  let node = root;
  for (const part of parts) {
    let next = node.children.get(part);
    if (!next) {
      next = newNode(node.path === '' ? part : `${node.path}.${part}`);
      node.children.set(part, next);
    }
    node = next;
  }
  return node;
}

function newNode(path: string): ParameterNode {
  return { path, value: undefined, children: new Map() };
}
