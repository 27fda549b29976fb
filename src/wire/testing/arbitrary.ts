/** Random values of modelled shapes, for property tests. */
import fc from 'fast-check';
import type { Protocol } from '../model-format.ts';
import type { Member, Shape, Structure } from '../service.ts';
import { printable } from './printable.ts';

/** Structures that are nested deeper have only their required members. */
const depthMax = 4;

/** Structures that always have exactly one member, which the model does not say. */
const unions: ReadonlySet<string> = new Set(['EvaluationCriteria']);

/** Any text that UTF-8 can carry. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 });

/**
 * An input that a client of the protocol can say: in ec2Query there is no way to say that a list is empty, in XML none
 * to say some characters.
 */
export function arbitraryInput(protocol: Protocol, shape: Structure): fc.Arbitrary<Record<string, unknown>> {
  // botocore writes a carriage return as it is, which XML takes for a line feed.
  const inXml = anyText.map((some) => String(printable(some)).replaceAll('\r', ' '));
  const text = protocol === 'restXml' ? inXml : anyText;
  // JSON has a way to say that a structure is empty.
  const sayable = !protocol.startsWith('awsJson');
  return structure(shape, { depth: 0, itemsMin: protocol === 'ec2Query' ? 1 : 0, sayable, text });
}

/** Any output. */
export function arbitraryOutput(shape: Structure): fc.Arbitrary<Record<string, unknown>> {
  return structure(shape, { depth: 0, itemsMin: 0, sayable: false, text: anyText });
}

interface Context {
  readonly depth: number;
  readonly itemsMin: number;
  /** Nothing that leaves no trace in a query: structures have a member. */
  readonly sayable: boolean;
  readonly text: fc.Arbitrary<string>;
}

function structure(shape: Structure, context: Context): fc.Arbitrary<Record<string, unknown>> {
  const inner = { ...context, depth: context.depth + 1 };
  const required = shape.members.filter((member) => member.required);
  const isUnion = unions.has(shape.name);
  const optional = shape.members.filter(
    (member) => !member.required && (isUnion || context.depth < depthMax || !isCompound(member.shape)),
  );
  const maxLength = isUnion ? 1 : Math.min(optional.length, membersMax(context.depth));
  return fc.subarray(optional, { minLength: isUnion ? 1 : 0, maxLength }).chain((chosen) => {
    const members = [...required, ...chosen].map((member) => [member.name, value(member, inner)]);
    return fc.record(Object.fromEntries(members), { noNullPrototype: true });
  });
}

/** How many optional members are there at most: at the top all, further down few, or values grow without bounds. */
function membersMax(depth: number): number {
  return depth === 0 ? 40 : depth === 1 ? 6 : 2;
}

function value(member: Member, context: Context): fc.Arbitrary<unknown> {
  const { shape } = member;
  switch (shape.type) {
    case 'structure': {
      const nested = structure(shape, context);
      return context.sayable && shape.members.length > 0
        ? nested.filter((some) => Object.keys(some).length > 0)
        : nested;
    }
    case 'list': {
      const item = member.values ? { ...shape.item, values: member.values } : shape.item;
      const minLength = member.flattened ? 1 : context.itemsMin;
      return fc.array(value(item, context), { minLength, maxLength: 2 });
    }
    case 'map':
      return fc.dictionary(context.text, value(shape.value, context), {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      });
    default:
      return scalar(member, context.text);
  }
}

function scalar({ shape, values, place }: Member, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (values) return fc.constantFrom(...values);
  if (place?.in === 'header') return fc.webUrl();
  switch (shape.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer();
    case 'long':
      return fc.maxSafeInteger();
    case 'double':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'timestamp':
      return fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true });
    case 'blob':
      return fc.uint8Array({ maxLength: 12 });
    default:
      return place?.in === 'label' ? text.filter((some) => some !== '') : text;
  }
}

function isCompound(shape: Shape): boolean {
  return shape.type === 'structure' || shape.type === 'list' || shape.type === 'map';
}
