import { ServiceError } from '../../../model/errors.ts';

/**
 * A TCP port.
 * @param noun whose port it is, for the message
 * @throws ServiceError `ValidationError` when it is missing or outside 1..65535
 */
export function checkPort(noun: string, port: number | undefined): number {
  if (port === undefined) throw new ServiceError('ValidationError', `A ${noun} port must be specified`);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  const message = `The ${noun} port '${port}' is not valid. It must be between 1 and 65535`;
  throw new ServiceError('ValidationError', message);
}
