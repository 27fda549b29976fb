/** Requests of the query protocols: parameters in the query or the body, one of which names the operation. */
import { ServiceError } from '../model/errors.ts';
import type { Asked } from './asked.ts';
import type { QueryProtocol } from './faults.ts';
import { formText, type Parameter, parseForm } from './form.ts';
import { shorten } from './parameter-tree.ts';
import { decodeQuery } from './query-decode.ts';
import type { Service } from './service.ts';
import { isPresigning } from './sigv4/authorization.ts';
import { headerValues, type SignedRequest } from './sigv4/signed-request.ts';

/** @throws ServiceError MissingAction, InvalidAction, NoSuchVersion, NotFound, MalformedQueryString */
export function askQuery(protocol: QueryProtocol, service: Service, request: SignedRequest): Asked {
  if (request.path !== '/') {
    throw new ServiceError('NotFound', `There is nothing of ${service.signingName} at this path, but at /.`);
  }
  const parameters = operationParameters(request);
  const action = single(parameters, 'Action');
  if (!action) {
    throw new ServiceError('MissingAction', 'The request must contain the parameter Action.');
  }
  checkVersion(service, action, single(parameters, 'Version'));
  const rest = parameters.filter(({ name }) => name !== 'Action' && name !== 'Version');
  return { name: action, decode: (operation) => decodeQuery(protocol, operation, rest) };
}

/** Parameters may stand in the query, in the body or in both. */
function operationParameters(request: SignedRequest): Parameter[] {
  const [encoding] = headerValues(request, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ServiceError(
      'MalformedQueryString',
      'The query string contains a syntax error: the body is compressed.',
    );
  }
  const query = parseForm(request.query).filter(({ name }) => !isPresigning(name));
  return [...query, ...parseForm(formText(request.body))];
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
