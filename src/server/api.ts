/** The API: from a request as it came to an answer as it goes, whatever happens in between. */
import type { Act } from '../audit/act.ts';
import type { Caller } from '../model/caller.ts';
import { ServiceError } from '../model/errors.ts';
import type { ContentStore } from '../model/storage-resources.ts';
import { isOffered } from '../model/zones.ts';
import type { IsOver, Operation } from '../operations/operation.ts';
import { type Codec, codecs } from '../wire/codec.ts';
import { formOf, hasTarget, isJsonTarget } from '../wire/json-request.ts';
import { isRestPath } from '../wire/rest-request.ts';
import { withHoistedHeaders } from '../wire/s3/hoisted.ts';
import { payloadClaim } from '../wire/s3/payload.ts';
import { receive } from '../wire/s3/receive.ts';
import { takesContent } from '../wire/s3/request.ts';
import type { Service } from '../wire/service.ts';
import { type Authorization, type CredentialScope, parseAuthorization } from '../wire/sigv4/authorization.ts';
import type { SignedRequest } from '../wire/sigv4/signed-request.ts';
import { type FindKey, type KnownKey, Verifier } from '../wire/sigv4/verifier.ts';
import { type Connection, Dispatcher, type DispatchPorts } from './dispatch.ts';
import { errorStatus } from './error-status.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import { refuseFederation } from './federation.ts';
import { InternalCalls } from './internal-calls.ts';
import { findRoute, type OperationTable, operationTable } from './route.ts';
import {
  isForS3,
  readDocument,
  refuseOlderSignature,
  requireContent,
  s3Answer,
  s3Refusal,
  storeContent,
} from './s3.ts';
import { answerUnsigned, type UnsignedPorts } from './unsigned.ts';

/** One for each request, when it has been answered. */
export interface RequestLog {
  readonly requestId: string;
  readonly status: number;
  readonly durationMs: number;
  readonly service?: string;
  readonly operation?: string;
  readonly region?: string;
  readonly accountId?: string;
  /** The error code that was answered. */
  readonly code?: string;
  /** What the caller is not told: set when the failure is ours. */
  readonly failure?: unknown;
}

/** A key and who signs with it. */
export interface SigningKey extends KnownKey {
  readonly caller: Caller;
}

export interface ApiPorts extends DispatchPorts, UnsignedPorts {
  /** By signing name. */
  readonly services: ReadonlyMap<string, Service>;
  readonly operations: readonly Operation[];
  /** Asked at every request, so that a deleted key is useless at once. */
  readonly findKey: FindKey<SigningKey>;
  /** A new UUID. */
  requestId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Where objects are; left out: nowhere. */
  readonly content?: ContentStore | undefined;
  /** Resolves when that is over or has been waited for long enough; left out: answers do not wait. */
  readonly waitUntil?: ((isOver: IsOver) => Promise<void>) | undefined;
  log(entry: RequestLog): void;
}

/** The one service whose operations ask others. */
const cloudFormation = 'cloudformation.amazonaws.com';

/** What has been learned about a request so far: an error is encoded and logged with what is known. */
interface Progress {
  readonly requestId: string;
  readonly startedAt: number;
  service?: Service | undefined;
  operation?: string;
  region?: string;
  accountId?: string;
}

type Input = Readonly<Record<string, unknown>>;

export class Api {
  readonly #ports: ApiPorts;
  readonly #services: readonly Service[];
  readonly #table: OperationTable;
  readonly #verifier: Verifier<SigningKey>;
  readonly #dispatcher: Dispatcher;
  /** For calls from inside. */
  readonly internal: InternalCalls;

  /** @throws Error when the operations and the models do not fit together */
  constructor(ports: ApiPorts) {
    this.#ports = ports;
    this.#services = [...ports.services.values()];
    this.#table = operationTable(ports.operations, ports.services);
    this.#verifier = new Verifier(ports.findKey, ports.now);
    this.internal = new InternalCalls(ports);
    this.#dispatcher = new Dispatcher(ports, ({ resources, ...principal }) =>
      this.internal.asking({ ...principal, via: cloudFormation }, resources),
    );
  }

  /** Never rejects: what goes wrong is an answer. */
  async answer(request: ApiRequest): Promise<ApiAnswer> {
    const progress: Progress = { requestId: this.#ports.requestId(), startedAt: this.#ports.now() };
    try {
      const now = new Date(progress.startedAt).toISOString();
      const unsigned = await answerUnsigned(request, this.#ports, progress.requestId, now);
      const answer = unsigned ?? (await this.#operate(request, progress));
      this.#log(progress, { status: answer.status });
      return answer;
    } catch (error) {
      return this.#refuse(progress, error);
    }
  }

  async #operate(request: ApiRequest, progress: Progress): Promise<ApiAnswer> {
    if (isForS3(request)) return await this.#operateOnS3(request, progress);
    const signed: SignedRequest = { ...request, body: await request.readBody() };
    const meant = this.#serviceOf(signed);
    progress.service = meant && formOf(meant, signed);
    checkTarget(request, progress.service);
    refuseFederation(progress.service, signed);
    const authorization = parseAuthorization(signed);
    checkService(authorization, false);
    const signedFor = this.#ports.services.get(authorization.scope.service);
    const service = signedFor && formOf(signedFor, signed);
    progress.service = service;
    progress.region = authorization.scope.region;
    const caller = this.#authenticate(signed, authorization, service);
    progress.accountId = caller.accountId;
    checkRegion(authorization.scope, this.#ports.settings.regions);
    if (!service) throw noService(authorization.scope.service);
    const { operation, shape, decode } = findRoute(this.#table, service, signed);
    progress.operation = operation.name;
    const codec = codecs[service.protocol];
    const now = new Date(progress.startedAt).toISOString();
    const region = authorization.scope.region;
    const connection = connectionOf(request);
    const act = {
      requestId: progress.requestId,
      ...{ service: service.signingName, shape, region, caller, now },
      sourceIp: connection.sourceIp,
      userAgent: connection.userAgent,
    };
    let isOver: IsOver | undefined;
    const answerAfter = (given: IsOver) => {
      isOver = given;
    };
    const output = await this.#recorded(operation, act, decode, (input) =>
      this.#dispatcher.dispatch({ operation, shape, input, caller, region, now, connection, answerAfter }),
    );
    if (isOver) await this.#ports.waitUntil?.(isOver);
    const { status, headers, body } = codec.encode(service, shape, output, progress.requestId);
    return answerOf(progress, status, codec, body, headers);
  }

  /** Whose body may be large: who asks, and whether it may, is looked at before it is taken. */
  async #operateOnS3(request: ApiRequest, progress: Progress): Promise<ApiAnswer> {
    const service = this.#ports.services.get('s3');
    progress.service = service;
    if (!service) throw noService('s3');
    refuseOlderSignature(request);
    const { authorization, claim, key, head } = this.#authenticateHead(request, service);
    const { caller } = key;
    const { region } = authorization.scope;
    Object.assign(progress, { region, accountId: caller.accountId });
    checkRegion(authorization.scope, this.#ports.settings.regions);
    const { operation, shape, decode } = findRoute(this.#table, service, head);
    progress.operation = operation.name;
    const now = new Date(progress.startedAt).toISOString();
    const connection = connectionOf(request);
    const known = { operation, shape, caller, region, now, connection };
    const { sourceIp, userAgent } = connection;
    const { requestId } = progress;
    const act = { requestId, service: 's3', shape, region, caller, now, sourceIp, userAgent };
    const signingKey = this.#verifier.signingKey(key, authorization);
    const options = { request: head, claim, authorization, signingKey };
    const store = this.#ports.content;
    let decoded: () => Input = decode;
    if (!takesContent(shape)) {
      const body = await readDocument(receive(request.readPieces(), options));
      decoded = findRoute(this.#table, service, { ...head, body }).decode;
    }
    const output = await this.#recorded(operation, act, decoded, async (input) => {
      if (!takesContent(shape)) return await this.#dispatcher.dispatch({ ...known, input });
      await this.#dispatcher.permit({ ...known, input });
      const content = requireContent(store);
      const Body = await storeContent(receive(request.readPieces(), options), content);
      // An empty file is part of nothing; and one whose record did not come to be goes.
      const collect = () => content.collect(Body.file);
      return await this.#dispatcher.dispatch({ ...known, input: { ...input, Body } }).finally(collect);
    });
    return s3Answer(codecs.s3.encode(service, shape, output, requestId), output, store, requestId);
  }

  #authenticateHead(request: ApiRequest, service: Service) {
    try {
      const signed: SignedRequest = { ...request, body: new Uint8Array() };
      const authorization = parseAuthorization(signed);
      checkService(authorization, true);
      const head = authorization.expiresSeconds === undefined ? signed : withHoistedHeaders(signed);
      const claim = payloadClaim(head, authorization);
      return {
        authorization,
        claim,
        head,
        key: this.#verifier.verifyHead(signed, authorization, claim.text),
      };
    } catch (error) {
      throw error instanceof ServiceError ? codecs[service.protocol].credentialsError(error) : error;
    }
  }

  /** Runs, and leaves an event of what changed something or tried to before anything is answered. */
  async #recorded(
    operation: Operation,
    act: Omit<Act, 'input' | 'output' | 'refusal'>,
    decode: () => Input,
    run: (input: Input) => Promise<object>,
  ): Promise<object> {
    const record = async (found: Pick<Act, 'input' | 'output' | 'refusal'>) => {
      if (operation.access === 'write') await this.#ports.audit?.record({ ...act, ...found });
    };
    let input: Input | undefined;
    try {
      input = decode();
      const output = await run(input);
      await record({ input, output, refusal: undefined });
      return output;
    } catch (error) {
      const { code, message } =
        error instanceof ServiceError
          ? error
          : { code: 'InternalError', message: 'An internal error has occurred.' };
      await record({ input, output: undefined, refusal: { code, message } });
      throw error;
    }
  }

  #authenticate(request: SignedRequest, authorization: Authorization, service: Service | undefined): Caller {
    try {
      return this.#verifier.verify(request, authorization).caller;
    } catch (error) {
      throw service && error instanceof ServiceError
        ? codecs[service.protocol].credentialsError(error)
        : error;
    }
  }

  /** Which service an unsigned request means, so that its client can read the refusal. */
  #serviceOf(request: SignedRequest): Service | undefined {
    const services = this.#services;
    const byPath = request.path === '/' ? undefined : services.find((each) => isRestPath(each, request.path));
    if (byPath) return byPath;
    const byTarget = hasTarget(request) ? services.find((each) => isJsonTarget(each, request)) : undefined;
    if (byTarget) return byTarget;
    const text = `${request.query}&${Buffer.from(request.body).toString('latin1')}`;
    const version = /(?:^|&)Version=([\d-]{10})(?:&|$)/.exec(text)?.[1];
    return services.find((service) => service.version === version && service.protocol !== 'restXml');
  }

  #refuse(progress: Progress, error: unknown): ApiAnswer {
    const { service, requestId } = progress;
    const codec = codecs[service?.protocol ?? 'awsQuery'];
    const refusal = error instanceof ServiceError ? error : undefined;
    const code = refusal?.code ?? codec.internalErrorCode;
    const status = errorStatus(service, code);
    const message =
      refusal?.message ?? `An internal error has occurred. The log has more under ${requestId}.`;
    this.#log(progress, { status, code, ...(!refusal && { failure: error }) });
    if (service?.protocol === 's3') {
      return s3Refusal(status, codec.encodeError(service, { code, message, status }, requestId), requestId);
    }
    return answerOf(
      progress,
      status,
      codec,
      codec.encodeError(service, { code, message, status }, requestId),
      codec.errorHeaders?.(service, { code, message, status }),
    );
  }

  #log(progress: Progress, result: Pick<RequestLog, 'status' | 'code' | 'failure'>): void {
    const { requestId, startedAt, service, ...known } = progress;
    const durationMs = this.#ports.now() - startedAt;
    this.#ports.log({
      requestId,
      durationMs,
      ...(service && { service: service.signingName }),
      ...known,
      ...result,
    });
  }
}

function connectionOf({ peerAddress, isSecure, headers }: ApiRequest): Connection {
  const userAgent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
  // A socket that listens on IPv6 shows IPv4 peers as ::ffff:192.0.2.1.
  return { sourceIp: peerAddress.replace(/^::ffff:(?=\d+\.)/, ''), userAgent, isSecure };
}

/** A region that this Postern is not to have is refused as one that does not exist, but says so: the caller is known. */
function checkRegion({ region, service }: CredentialScope, regions: readonly string[] | undefined): void {
  if (isOffered(region, service, regions)) return;
  const message = `Credential should be scoped to a valid region, not '${region}'. This Postern has ${regions?.join(', ')}.`;
  throw new ServiceError(service === 'ec2' ? 'AuthFailure' : 'SignatureDoesNotMatch', message);
}

/** What is for S3 is known by its text before it is parsed; one that says it in another way is no request of any client. */
function checkService({ scope }: Authorization, isForS3: boolean): void {
  if ((scope.service === 's3') === isForS3) return;
  const message = 'The service in the scope of the credential is not the one that the request is sent to.';
  throw new ServiceError('IncompleteSignature', message);
}

function checkTarget({ method, path }: ApiRequest, service: Service | undefined): void {
  if (service && isRestPath(service, path)) return;
  if (path !== '/') throw new ServiceError('NotFound', 'There is nothing at this path. The API is at /.');
  if (method !== 'POST' && method !== 'GET') {
    throw new ServiceError('MethodNotAllowed', 'The API takes POST and GET.');
  }
}

function noService(name: string): ServiceError {
  return new ServiceError('InvalidAction', `Postern does not offer the service ${name}.`);
}

function answerOf(
  progress: Progress,
  status: number,
  codec: Codec,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer {
  return {
    status,
    headers: { ...headers, 'content-type': codec.contentType, 'x-amzn-requestid': progress.requestId },
    body,
  };
}
