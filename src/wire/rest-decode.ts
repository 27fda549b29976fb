/** Decodes the labels, the query and the XML body of a request by the model: restXml. */
import { ServiceError } from '../model/errors.ts';
import type { Parameter } from './form.ts';
import { shorten } from './parameter-tree.ts';
import { readScalar, scalarWords } from './scalars.ts';
import type { List, Mapping, Member, OperationShape, Service } from './service.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/** A request taken apart, nothing decoded by the model yet. */
export interface RestParts {
  readonly labels: ReadonlyMap<string, string>;
  readonly query: readonly Parameter[];
  readonly body: string;
}

/**
 * The input of the operation, its members in the order of the model.
 * @throws ServiceError InvalidInput when something is missing, unknown, given twice or of the wrong type, in the words
 *   of Route 53's schema validator where it has some; MalformedInput when the body is no XML or another document
 */
export function decodeRest(
  service: Service,
  operation: OperationShape,
  parts: RestParts,
): Readonly<Record<string, unknown>> {
  const query = queryValues(operation, parts.query);
  const body = bodyMembers(service, operation, parts.body);
  const result: Record<string, unknown> = {};
  for (const member of operation.input.members) {
    const { place } = member;
    const text = place?.in === 'label' ? parts.labels.get(place.name) : query.get(place?.name ?? '');
    const value = place ? placedValue(member, text) : body[member.name];
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

function queryValues(operation: OperationShape, query: readonly Parameter[]): ReadonlyMap<string, string> {
  const known = new Set(
    operation.input.members.flatMap(({ place }) => (place?.in === 'query' ? [place.name] : [])),
  );
  const values = new Map<string, string>();
  for (const { name, value } of query) {
    if (!known.has(name))
      throw invalid(`The query parameter ${shorten(name)} is not one of ${operation.name}.`);
    if (values.has(name)) throw invalid(`The query parameter ${name} is given more than once.`);
    values.set(name, value);
  }
  return values;
}

function placedValue(member: Member, text: string | undefined): unknown {
  const { shape, values, name, required } = member;
  const path = name.charAt(0).toLowerCase() + name.slice(1);
  if (text === undefined) {
    if (required) throw constraint('null', path, 'Member must not be null');
    return undefined;
  }
  // The generator lets nothing but simple values out of the body.
  const value = readScalar(shape.type as keyof typeof scalarWords, text);
  if (value === undefined || (values && !values.has(text))) {
    const right = values
      ? `Member must satisfy enum value set: [${[...values].join(', ')}]`
      : `Member must be ${scalarWords[shape.type as keyof typeof scalarWords]}`;
    throw constraint(`'${shorten(text)}'`, path, right);
  }
  return value;
}

function bodyMembers(service: Service, operation: OperationShape, body: string): Record<string, unknown> {
  const members = operation.input.members.filter(({ place }) => place === undefined);
  if (members.length === 0) {
    if (body.trim() === '') return {};
    throw new ServiceError('MalformedInput', `${operation.name} takes no body`);
  }
  const { name } = operation.input;
  // A client may leave out a body that would say nothing.
  if (body === '' && members.every(({ required }) => !required)) return {};
  const root = readXml(body);
  if (root.name !== name) {
    throw new ServiceError('MalformedInput', `${shorten(root.name)} is not valid, expected ${name}`);
  }
  if (root.xmlns !== undefined && root.xmlns.replace(/\/?$/, '/') !== service.xmlNamespace) {
    throw invalid(`Invalid XML ; cvc-elt.1: Cannot find the declaration of element '${name}'.`);
  }
  return new BodyDecoder(service.xmlNamespace).structure(members, root);
}

/** The members that a document has, decoded. @throws ServiceError `InvalidInput` */
export function documentMembers(
  xmlNamespace: string,
  members: readonly Member[],
  root: XmlElement,
): Record<string, unknown> {
  return new BodyDecoder(xmlNamespace).structure(members, root);
}

class BodyDecoder {
  readonly #xmlNamespace: string;

  constructor(xmlNamespace: string) {
    this.#xmlNamespace = xmlNamespace;
  }

  structure(members: readonly Member[], element: XmlElement): Record<string, unknown> {
    this.#checkContent(element, new Map(members.map((member) => [member.xmlName, member])));
    const result: Record<string, unknown> = {};
    for (const member of members) {
      const given = element.children.filter(({ name }) => name === member.xmlName);
      const value = given.length === 0 ? undefined : this.#value(member, given);
      if (value !== undefined) result[member.name] = value;
      else if (member.required) throw this.#incomplete(element, member.xmlName);
    }
    return result;
  }

  /** Elements that the structure has, each once unless it is a flattened list or map, and no text between them. */
  #checkContent(element: XmlElement, members: ReadonlyMap<string, Member>): void {
    if (element.text.trim() !== '') {
      throw invalid(
        `Invalid XML ; cvc-complex-type.2.3: Element '${element.name}' cannot have character [children], because the type's content type is element-only.`,
      );
    }
    const seen = new Set<string>();
    for (const { name } of element.children) {
      const member = members.get(name);
      if (!member || (seen.has(name) && !member.flattened)) throw unexpected(name);
      seen.add(name);
    }
  }

  /** @param elements one, or more for a flattened list or map */
  #value(member: Member, elements: readonly XmlElement[]): unknown {
    const { shape } = member;
    // There is at least one.
    const [first] = elements as [XmlElement];
    switch (shape.type) {
      case 'structure':
        return this.structure(shape.members, first);
      case 'list':
        return this.#list(member, shape, member.flattened ? elements : this.#items(first, shape));
      case 'map':
        return this.#map(shape, member.flattened ? elements : this.#entries(first));
      default:
        return scalar(member, first);
    }
  }

  #items(element: XmlElement, shape: List): readonly XmlElement[] {
    this.#checkContent(element, new Map([[shape.item.xmlName, { ...shape.item, flattened: true }]]));
    return element.children;
  }

  #list(member: Member, shape: List, elements: readonly XmlElement[]): unknown[] {
    const item = member.values ? { ...shape.item, values: member.values } : shape.item;
    return elements.map((element) => this.#value(item, [element]));
  }

  #entries(element: XmlElement): readonly XmlElement[] {
    for (const { name } of element.children) if (name !== 'entry') throw unexpected(name);
    return element.children;
  }

  #map(shape: Mapping, elements: readonly XmlElement[]): Record<string, unknown> {
    const parts = [shape.key, shape.value].map((part) => ({ ...part, required: true }));
    const entries = elements.map((element) => {
      const { [shape.key.name]: key, [shape.value.name]: value } = this.structure(parts, element);
      return [String(key), value] as const;
    });
    // Makes own properties whatever the names are.
    return Object.fromEntries(entries);
  }

  #incomplete(element: XmlElement, missing: string): ServiceError {
    return invalid(
      `Invalid XML ; cvc-complex-type.2.4.b: The content of element '${element.name}' is not complete. ` +
        `One of '{"${this.#xmlNamespace}":${missing}}' is expected.`,
    );
  }
}

function scalar({ shape, values }: Member, element: XmlElement): unknown {
  const [child] = element.children;
  if (child) throw unexpected(child.name);
  const type = shape.type as keyof typeof scalarWords;
  const text = type === 'string' ? element.text : element.text.trim();
  const value = readScalar(type, text);
  if (value === undefined) {
    throw invalid(
      `Invalid XML ; cvc-type.3.1.3: The value '${shorten(text)}' of element '${element.name}' is not valid. It must be ${scalarWords[type]}.`,
    );
  }
  if (values && !values.has(text)) {
    throw invalid(
      `Invalid XML ; cvc-enumeration-valid: Value '${shorten(text)}' is not facet-valid with respect to enumeration ` +
        `'[${[...values].join(', ')}]'. It must be a value from the enumeration.`,
    );
  }
  return value;
}

function unexpected(name: string): ServiceError {
  return invalid(
    `Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element '${shorten(name)}'.`,
  );
}

function constraint(value: string, path: string, right: string): ServiceError {
  return invalid(
    `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${right}`,
  );
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
