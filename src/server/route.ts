/** Finds the operation that a request asks for. */
import { ServiceError } from '../model/errors.ts';
import type { Operation } from '../operations/operation.ts';
import { codecs } from '../wire/codec.ts';
import { shorten } from '../wire/parameter-tree.ts';
import type { OperationShape, Service } from '../wire/service.ts';
import type { SignedRequest } from '../wire/sigv4/signed-request.ts';

export interface Route {
  readonly operation: Operation;
  readonly shape: OperationShape;
  /** @throws ServiceError when the input does not fit the model */
  decode(): Readonly<Record<string, unknown>>;
}

/** Operations by service and name. */
export type OperationTable = ReadonlyMap<string, Operation>;

/** @throws Error when two operations have one name, or an operation is not in the model of its service */
export function operationTable(
  operations: readonly Operation[],
  services: ReadonlyMap<string, Service>,
): OperationTable {
  const table = new Map<string, Operation>();
  for (const operation of operations) {
    const key = tableKey(operation.service, operation.name);
    if (table.has(key)) throw new Error(`there are two operations ${key}`);
    if (!services.get(operation.service)?.operations.has(operation.name)) {
      throw new Error(`the model has no operation ${key}: run \`npm run generate\``);
    }
    table.set(key, operation);
  }
  return table;
}

/** @throws ServiceError InvalidAction, and what the protocol refuses */
export function findRoute(table: OperationTable, service: Service, request: SignedRequest): Route {
  const asked = codecs[service.protocol].ask(service, request);
  const operation = table.get(tableKey(service.signingName, asked.name));
  const shape = service.operations.get(asked.name);
  if (!operation || !shape) throw invalidAction(service, asked.name);
  return { operation, shape, decode: () => asked.decode(shape) };
}

/** The key of an operation in the table. */
export function tableKey(service: string, name: string): string {
  return `${service}/${name}`;
}

/** Says apart what AWS has not from what Postern has not. The status is 400 either way, so that clients do not try again. */
function invalidAction(service: Service, action: string): ServiceError {
  const why = service.unavailable.has(action)
    ? `AWS has the action ${action}, but Postern does not offer it.`
    : `The action ${shorten(action)} is not valid for this web service.`;
  return new ServiceError('InvalidAction', why);
}
