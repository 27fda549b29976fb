/**
 * What is answered to requests without a signature: a look at the address, and what the receivers of notifications are
 * sent addresses of. There the token is the authority, or nothing secret is told.
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
 */
import type { Audit } from '../audit/act.ts';
import { ServiceError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import { confirmSubscription, unsubscribeUnsigned } from '../operations/sns/shared/confirm.ts';
import type { Service } from '../wire/service.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import { helpPage } from './help.ts';
import type { State } from './state.ts';

export interface UnsignedPorts {
  readonly state: State;
  readonly ids: Ids;
  readonly services: ReadonlyMap<string, Service>;
  readonly audit?: Audit | undefined;
  /** The certificate that notifications are signed with, and its path. */
  readonly certificate?: { readonly certificatePath: string; readonly certificatePem: string } | undefined;
}

/**
 * The answer, or undefined when the request is none of these.
 * @param now ISO 8601 UTC
 * @throws ServiceError of the operation
 */
export async function answerUnsigned(
  request: ApiRequest,
  ports: UnsignedPorts,
  requestId: string,
  now: string,
): Promise<ApiAnswer | undefined> {
  const { certificate } = ports;
  const { method, path, query } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (path === certificate?.certificatePath)
    return text(certificate.certificatePem, 'application/x-pem-file');
  if (path !== '/' || isSigned(request)) return undefined;
  if (query === '') return text(helpPage, 'text/plain; charset=utf-8');
  // A HEAD is for programs that look whether a link is good; it must not do what the link is for.
  if (method === 'HEAD') return undefined;
  const parameters = new URLSearchParams(query);
  const action = parameters.get('Action') ?? '';
  const run = actions[action];
  if (run === undefined || !Object.hasOwn(actions, action)) return undefined;
  return await recorded(request, ports, { requestId, now, action, parameters }, async () => {
    checkOnce(parameters);
    const { members, isChange } = await run(ports, parameters, now);
    return { answer: result(action, members, requestId), isChange };
  });
}

interface Done {
  /** Of the result, as XML. */
  readonly members: string;
  /** Whether there was anything to do. */
  readonly isChange: boolean;
}

/** What may be asked for without a signature. */
const actions: Readonly<
  Record<string, (ports: UnsignedPorts, parameters: URLSearchParams, now: string) => Promise<Done>>
> = {
  ConfirmSubscription: async ({ state }, parameters, now) => {
    const confirmation = {
      topicArn: parameters.get('TopicArn') ?? '',
      token: parameters.get('Token') ?? '',
      authenticated: false,
      authenticateOnUnsubscribe: false,
    };
    const { id } = await state.transact((resources) => confirmSubscription(resources, confirmation, now));
    return { members: `<SubscriptionArn>${id}</SubscriptionArn>`, isChange: true };
  },
  Unsubscribe: async ({ state, ids }, parameters, now) => {
    const arn = parameters.get('SubscriptionArn') ?? '';
    const isChange = await state.transact((resources) => unsubscribeUnsigned({ resources, ids, now }, arn));
    return { members: '', isChange };
  },
};

interface Asked {
  readonly requestId: string;
  readonly now: string;
  readonly action: string;
  readonly parameters: URLSearchParams;
}

/**
 * Leaves an event in the account of the topic. What is refused, or has nothing to do, leaves none: whoever sends it is
 * nobody, who could else fill the disk.
 */
async function recorded(
  { peerAddress, headers }: ApiRequest,
  { audit, services }: UnsignedPorts,
  { requestId, now, action, parameters }: Asked,
  run: () => Promise<{ readonly answer: ApiAnswer; readonly isChange: boolean }>,
): Promise<ApiAnswer> {
  const { answer, isChange } = await run();
  const shape = services.get('sns')?.operations.get(action);
  if (shape === undefined || !isChange) return answer;
  const arn = parameters.get('TopicArn') ?? parameters.get('SubscriptionArn') ?? '';
  await audit?.record({
    ...{ requestId, now, service: 'sns', shape, region: arn.split(':')[3] ?? '', caller: undefined },
    input: Object.fromEntries([...parameters].filter(([name]) => name !== 'Action')),
    sourceIp: peerAddress.replace(/^::ffff:(?=\d+\.)/, ''),
    userAgent: headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1],
    output: {},
    refusal: undefined,
  });
  return answer;
}

function isSigned({ headers, query }: ApiRequest): boolean {
  return (
    headers.some(([name]) => name.toLowerCase() === 'authorization') || /(?:^|&)X-Amz-Algorithm=/.test(query)
  );
}

/** @throws ServiceError `InvalidParameter` when a parameter comes twice */
function checkOnce(parameters: URLSearchParams): void {
  const names = [...parameters.keys()];
  if (new Set(names).size < names.length) {
    throw new ServiceError('InvalidParameter', 'Invalid parameter: a parameter is given more than once');
  }
}

function text(body: string, type: string): ApiAnswer {
  return { status: 200, headers: { 'content-type': type }, body };
}

/** @param members XML */
function result(action: string, members: string, requestId: string): ApiAnswer {
  const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const inner = members === '' ? '' : `<${action}Result>${members}</${action}Result>`;
  const body = `<${action}Response xmlns="${namespace}">${inner}${metadata}</${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}
