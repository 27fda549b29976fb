/**
 * What is answered to requests without a signature: a look at the address, and what the receivers of notifications are
 * sent addresses of. There the token is the authority, or nothing secret is told.
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
 */
import { ServiceError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import { confirmSubscription, unsubscribeUnsigned } from '../operations/sns/shared/confirm.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import { helpPage } from './help.ts';
import type { State } from './state.ts';

export interface UnsignedPorts {
  readonly state: State;
  readonly ids: Ids;
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
  { state, ids, certificate }: UnsignedPorts,
  requestId: string,
  now: string,
): Promise<ApiAnswer | undefined> {
  const { method, path, query } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (path === certificate?.certificatePath)
    return text(certificate.certificatePem, 'application/x-pem-file');
  if (path !== '/' || isSigned(request)) return undefined;
  if (query === '') return text(helpPage, 'text/plain; charset=utf-8');
  const {
    Action: action,
    TopicArn: topicArn = '',
    Token: token = '',
    SubscriptionArn: arn = '',
  } = parametersOf(query);
  // A HEAD is for programs that look whether a link is good; it must not do what the link is for.
  if (method === 'HEAD') return undefined;
  if (action === 'ConfirmSubscription') {
    const confirmation = { topicArn, token, authenticated: false, authenticateOnUnsubscribe: false };
    const { id } = await state.transact((resources) => confirmSubscription(resources, confirmation, now));
    return result(action, `<SubscriptionArn>${id}</SubscriptionArn>`, requestId);
  }
  if (action !== 'Unsubscribe') return undefined;
  await state.transact((resources) => unsubscribeUnsigned({ resources, ids, now }, arn));
  return result(action, '', requestId);
}

function isSigned({ headers, query }: ApiRequest): boolean {
  return (
    headers.some(([name]) => name.toLowerCase() === 'authorization') || /(?:^|&)X-Amz-Algorithm=/.test(query)
  );
}

/** @throws ServiceError `InvalidParameter` when one comes twice */
function parametersOf(query: string): Readonly<Partial<Record<string, string>>> {
  const parameters = [...new URLSearchParams(query)];
  const byName = Object.fromEntries(parameters);
  if (Object.keys(byName).length === parameters.length) return byName;
  throw new ServiceError('InvalidParameter', 'Invalid parameter: a parameter is given more than once');
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
