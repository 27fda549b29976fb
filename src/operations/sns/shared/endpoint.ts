import type { SubscriptionProtocol } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';

/** Characters of an endpoint. */
const charactersMax = 2048;

/**
 * The endpoint of a subscription, as it was given.
 * @param files whether the operator has named a directory for protocol `file`
 * @throws ServiceError `InvalidParameter` for a protocol that there is none of here, and for an endpoint that does not fit
 */
export function checkEndpoint(
  protocol: string | undefined,
  endpoint: string | undefined,
  files: boolean,
): { readonly protocol: SubscriptionProtocol; readonly endpoint: string } {
  switch (protocol) {
    case 'http':
    case 'https':
      return { protocol, endpoint: checkUrl(protocol, endpoint ?? '') };
    case 'file':
      if (!files)
        throw invalidParameter(
          'Protocol',
          'the protocol file needs a directory: postern up --deliveries DIRECTORY',
        );
      // One name and no path: it stays in the account's own directory.
      if (!/^\w[\w.-]{0,99}$/.test(endpoint ?? ''))
        throw invalidParameter(
          'Endpoint',
          'the name of a file is 1 to 100 letters, digits, and _ . - after the first',
        );
      return { protocol, endpoint: endpoint ?? '' };
    default:
      throw invalidParameter(
        `Amazon SNS does not support this protocol string: ${(protocol ?? '').slice(0, 80)}`,
        'Postern delivers to http, https and file',
      );
  }
}

function checkUrl(protocol: string, endpoint: string): string {
  const wrong = (reason: string) => invalidParameter('Endpoint', reason);
  if (endpoint.length > charactersMax) throw wrong(`the URL has more than ${charactersMax} characters`);
  if (!endpoint.startsWith(`${protocol}://`)) throw wrong('Endpoint must match the specified protocol');
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || /[\s\\]/.test(endpoint)) throw wrong('it is no URL');
  return endpoint;
}
