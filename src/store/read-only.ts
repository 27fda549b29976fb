import type { Reader, Writer } from '../model/access.ts';

/** Resources for an operation that only reads: every attempt to write is a defect and throws. */
export function readOnly(resources: Reader): Writer {
  const refuse = (): never => {
    throw new Error('an operation that only reads tried to write');
  };
  return {
    get: (kind, id) => resources.get(kind, id),
    find: (kind, index, value) => resources.find(kind, index, value),
    count: (kind, index, value) => resources.count(kind, index, value),
    all: (kind) => resources.all(kind),
    scan: (kind, prefix, from) => resources.scan(kind, prefix, from),
    put: refuse,
    delete: refuse,
  };
}
