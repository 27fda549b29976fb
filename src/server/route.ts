/** Finds the operation that a request asks for. */
import { ServiceError } from '../model/errors.ts';
import type { Operation } from '../operations/operation.ts';
import type { Parameter } from '../wire/form.ts';
import { shorten } from '../wire/parameter-tree.ts';
import type { OperationShape, Service } from '../wire/service.ts';

export interface Route {
  readonly operation: Operation;
  readonly shape: OperationShape;
  /** The request's parameters without those that named the operation. */
  readonly parameters: readonly Parameter[];
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

/** @throws ServiceError MissingAction, InvalidAction, NoSuchVersion */
export function findRoute(table: OperationTable, service: Service, parameters: readonly Parameter[]): Route {
  const action = single(parameters, 'Action');
  if (!action) {
    throw new ServiceError('MissingAction', 'The request must contain the parameter Action.');
  }
  checkVersion(service, action, single(parameters, 'Version'));
  const operation = table.get(tableKey(service.signingName, action));
  const shape = service.operations.get(action);
  if (!operation || !shape) throw invalidAction(service, action);
  const rest = parameters.filter(({ name }) => name !== 'Action' && name !== 'Version');
  return { operation, shape, parameters: rest };
}

function tableKey(service: string, name: string): string {
  return `${service}/${name}`;
}

function single(parameters: readonly Parameter[], name: string): string | undefined {
  const [first, second] = parameters.filter((parameter) => parameter.name === name);
  if (second) {
    throw new ServiceError('InvalidQueryParameter', `The parameter ${name} is given more than once.`);
  }
  return first?.value;
}

function checkVersion(service: Service, action: string, version: string | undefined): void {
  if (version === service.version) return;
  if (service.protocol === 'ec2Query') {
    const given = version ? `The requested version (${shorten(version)})` : 'A version';
    throw new ServiceError(
      'NoSuchVersion',
      `${given} is not valid. The parameter Version must be ${service.version}.`,
    );
  }
  throw new ServiceError(
    'InvalidAction',
    `Could not find operation ${shorten(action)} for version ${shorten(version || 'NO_VERSION_SPECIFIED')}. ` +
      `The parameter Version must be ${service.version}.`,
  );
}

/** Says apart what AWS has not from what Postern has not. The status is 400 either way, so that clients do not try again. */
function invalidAction(service: Service, action: string): ServiceError {
  const why = service.unavailable.has(action)
    ? `AWS has the action ${action}, but Postern does not offer it.`
    : `The action ${shorten(action)} is not valid for this web service.`;
  return new ServiceError('InvalidAction', why);
}
