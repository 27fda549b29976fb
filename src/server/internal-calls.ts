/**
 * Calls of operations from inside, in the transaction of whoever calls: for CloudFormation, which does with the
 * permissions of the one who deploys what a template says. Each is authorised and recorded as any other call.
 */
import type { Act } from '../audit/act.ts';
import type { Denied } from '../authorization/authorizer.ts';
import { serviceRoleCaller } from '../authorization/service-role.ts';
import type { Reader, Writer } from '../model/access.ts';
import type { Caller } from '../model/caller.ts';
import { ServiceError } from '../model/errors.ts';
import { messageKey } from '../model/message-key.ts';
import type { ServiceName } from '../model/service-name.ts';
import type { ContentSlices, ContentStore } from '../model/storage-resources.ts';
import type { Ask, Operation } from '../operations/operation.ts';
import { readOnly } from '../store/read-only.ts';
import { Transaction } from '../store/transaction.ts';
import { conform } from '../wire/conform.ts';
import { takesContent } from '../wire/s3/request.ts';
import type { OperationShape, Service } from '../wire/service.ts';
import type { DispatchPorts } from './dispatch.ts';
import { errorStatus } from './error-status.ts';
import { checkHonoured } from './honours.ts';
import { refusalFor } from './refusals.ts';
import { type OperationTable, operationTable, tableKey } from './route.ts';

/** Who calls, and where. */
export interface Principal {
  readonly caller: Caller;
  readonly region: string;
  /** The service that calls: `cloudformation.amazonaws.com`. */
  readonly via: string;
  /** A role that the service was handed, and acts as. */
  readonly roleArn?: string | undefined;
}

/** As templates may have. */
const contentBytesMax = 1_000_000;

type Input = Readonly<Record<string, unknown>>;
type Call = (service: ServiceName, operation: string, input: Input) => Record<string, unknown>;

export interface InternalCallPorts extends DispatchPorts {
  readonly services: ReadonlyMap<string, Service>;
  readonly operations: readonly Operation[];
  /** Left out: objects have no content. */
  readonly content?: ContentStore | undefined;
  requestId(): string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A refusal of a call, with what its answer over the wire would have told besides. */
export class RefusedCall extends ServiceError {
  readonly service: string;
  readonly status: number;
  readonly requestId: string;

  constructor(error: ServiceError, service: string, status: number, requestId: string) {
    super(error.code, error.message);
    this.service = service;
    this.status = status;
    this.requestId = requestId;
  }
}

type Done = Pick<Act, 'input' | 'output' | 'refusal'>;

export class InternalCalls {
  readonly #ports: InternalCallPorts;
  readonly #table: OperationTable;

  constructor(ports: InternalCallPorts) {
    this.#ports = ports;
    this.#table = operationTable(ports.operations, ports.services);
  }

  /**
   * Runs in a transaction of its own, with a function to call operations in it. When the function throws, nothing is
   * changed, and of its calls only those are recorded that were refused.
   * @throws what the function throws
   */
  async perform<T>(principal: Principal, run: (resources: Writer, call: Call) => T): Promise<T> {
    let acts: Act[] = [];
    let thrown = false;
    try {
      return await this.#ports.state.transact((resources) => {
        acts = [];
        thrown = false;
        try {
          return run(
            resources,
            this.#caller(principal, resources, (act) => acts.push(act)),
          );
        } catch (error) {
          thrown = true;
          throw error;
        }
      });
    } finally {
      for (const act of acts) if (!thrown || act.refusal) await this.#ports.audit?.record(act);
    }
  }

  /** Calls operations that only read. */
  look<T>(principal: Principal, run: (resources: Reader, call: Call) => T): T {
    return this.#ports.state.read((resources) =>
      run(
        resources,
        this.#caller(principal, readOnly(resources), () => {}),
      ),
    );
  }

  /** A function to call operations with that only read, in a transaction of somebody else's; a role may be given with each. */
  asking(principal: Principal, resources: Reader): Ask {
    const as = (roleArn: string | undefined) =>
      this.#caller({ ...principal, roleArn }, readOnly(resources), () => {});
    const own = as(principal.roleArn);
    return (service, operation, input, roleArn) =>
      (roleArn === undefined ? own : as(roleArn))(service, operation, input);
  }

  #caller(given: Principal, resources: Writer, record: (act: Act) => void): Call {
    let acting: Principal | undefined;
    return (service, name, input) => {
      acting ??= actingAs(given, resources);
      return this.#call(acting, resources, record, { service, name, input });
    };
  }

  #call(
    principal: Principal,
    resources: Writer,
    record: (act: Act) => void,
    { service, name, input: given }: { service: ServiceName; name: string; input: Input },
  ): Record<string, unknown> {
    const operation = this.#table.get(tableKey(service, name));
    const shape = this.#ports.services.get(service)?.operations.get(name);
    if (!operation || !shape)
      throw new ServiceError('InvalidAction', `Postern does not offer the action ${service}:${name}.`);
    const requestId = this.#ports.requestId();
    const called = { principal, resources, operation, shape, requestId };
    const recorded = (done: Done) => {
      if (operation.access === 'write') record(this.#act(called, done));
    };
    let input: Input = given;
    try {
      refuseContent(name, shape);
      input = conform(shape.input, given);
      // Who is refused may go on: what the operation had written by then is not kept.
      const output = attempt(resources, (part) => this.#run({ ...called, resources: part }, input));
      recorded({ input, output, refusal: undefined });
      // An output is a structure of the model.
      return output as Record<string, unknown>;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message } = error;
      recorded({ input, output: undefined, refusal: { code, message } });
      const status = errorStatus(this.#ports.services.get(service), code);
      throw new RefusedCall(error, service, status, requestId);
    }
  }

  #run({ principal, resources, operation, shape }: Called, input: Input): object {
    const { ids, settings, health, audit, metrics, regionDefaults } = this.#ports;
    const { caller, region, via } = principal;
    const now = new Date(this.#ports.now()).toISOString();
    const facts = { service: operation.service, operation: operation.name, input, caller, region, now };
    const from = { sourceIp: via, userAgent: via, isSecure: true, via };
    const denied = this.#ports.authorize({ ...facts, ...from, resources });
    if (denied) throw this.#refusal(operation.service, denied, resources);
    checkHonoured(operation, shape, input);
    const ask = this.asking({ caller, region, via }, resources);
    const context = { resources, caller, region, ids, now, settings, health, audit, metrics, ask };
    if (operation.access === 'write' && !regionDefaults.areMade(resources, caller.accountId, region))
      regionDefaults.make(context);
    return this.#withContent((operation.handle(input, context) ?? {}) as object);
  }

  /** The content of an object is read at once: what is asked for from inside are templates. */
  #withContent(output: object): object {
    const { content } = this.#ports;
    const body = 'Body' in output ? output.Body : undefined;
    if (content === undefined || typeof body !== 'object' || body === null || !('slices' in body))
      return output;
    // What has slices is what S3 answers.
    return { ...output, Body: content.readNow(body as ContentSlices, contentBytesMax) };
  }

  #refusal(service: ServiceName, denied: Denied, resources: Reader): ServiceError {
    return refusalFor(service, denied, messageKey(resources));
  }

  #act({ principal, operation, shape, requestId }: Called, done: Done): Act {
    const { caller, region, via } = principal;
    const now = new Date(this.#ports.now()).toISOString();
    const from = { sourceIp: via, userAgent: via, via };
    return { requestId, now, service: operation.service, shape, region, caller, ...from, ...done };
  }
}

function attempt<T>(resources: Writer, run: (part: Writer) => T): T {
  return resources instanceof Transaction ? resources.attempt(run) : run(resources);
}

/** Content arrives over the wire alone, where it is put into a file before the operation is asked. */
function refuseContent(name: string, shape: OperationShape): void {
  if (takesContent(shape))
    throw new ServiceError('InvalidRequest', `${name} takes content, which a template cannot send.`);
}

/** With a role the calls are the service's own. */
function actingAs(principal: Principal, resources: Reader): Principal {
  const { caller, via, roleArn } = principal;
  if (roleArn === undefined) return principal;
  return { ...principal, caller: serviceRoleCaller(resources, caller.accountId, roleArn, via) };
}

interface Called {
  readonly principal: Principal;
  readonly resources: Writer;
  readonly operation: Operation;
  readonly shape: OperationShape;
  readonly requestId: string;
}
