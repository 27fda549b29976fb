/** What a protocol puts around inputs, outputs and errors: one codec each. */
import { ServiceError } from '../model/errors.ts';
import type { Parameter } from './form.ts';
import type { Protocol } from './model-format.ts';
import { decodeQuery } from './query-decode.ts';
import type { OperationShape, Service } from './service.ts';
import { escapeXml } from './xml.ts';
import { element, encodeStructure } from './xml-encode.ts';

/** An error as it goes over the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
}

export interface Codec {
  readonly contentType: string;
  /** @param parameters without `Action` and `Version` @throws ServiceError when they do not fit the model */
  decode(operation: OperationShape, parameters: readonly Parameter[]): Readonly<Record<string, unknown>>;
  /** @throws TypeError when the output does not fit the model */
  encode(service: Service, operation: OperationShape, output: object, requestId: string): string;
  /** `service` is undefined when the request did not get as far as naming one. */
  encodeError(service: Service | undefined, error: WireError, requestId: string): string;
  /** The code of a failure of ours. */
  readonly internalErrorCode: string;
  /** The refusal that a caller gets whose credentials are wrong, made from what is wrong with them. */
  credentialsError(cause: ServiceError): ServiceError;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EC2 does not tell an unknown key from a wrong signature. */
const hidden: ReadonlySet<string> = new Set(['InvalidClientTokenId', 'SignatureDoesNotMatch']);
const authFailure = 'AWS was not able to validate the provided access credentials';

/** @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
const ec2Query: Codec = {
  contentType: 'text/xml;charset=UTF-8',
  internalErrorCode: 'InternalError',
  credentialsError: (cause) => {
    if (hidden.has(cause.code)) return new ServiceError('AuthFailure', authFailure);
    return cause.code === 'ExpiredToken' ? new ServiceError('RequestExpired', 'Request has expired.') : cause;
  },
  decode: (operation, parameters) => decodeQuery('ec2Query', operation, parameters),
  encode: (service, operation, output, requestId) => {
    // An operation that answers nothing says so, as EC2 does.
    const members = operation.output ? encodeStructure(operation.output, output) : element('return', 'true');
    return document(
      `${operation.name}Response`,
      service.xmlNamespace,
      element('requestId', requestId) + members,
    );
  },
  encodeError: (_service, { code, message }, requestId) => {
    const error = element('Error', element('Code', escapeXml(code)) + element('Message', escapeXml(message)));
    return document('Response', undefined, element('Errors', error) + element('RequestID', requestId));
  },
};

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const awsQuery: Codec = {
  contentType: 'text/xml',
  internalErrorCode: 'InternalFailure',
  credentialsError: (cause) => cause,
  decode: (operation, parameters) => decodeQuery('awsQuery', operation, parameters),
  encode: (service, operation, output, requestId) => {
    const members = operation.output ? encodeStructure(operation.output, output) : '';
    const result = operation.output ? element(`${operation.name}Result`, members) : '';
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    return document(`${operation.name}Response`, service.xmlNamespace, result + metadata);
  },
  encodeError: (service, { code, message, status }, requestId) => {
    const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
    const error = element(
      'Error',
      type + element('Code', escapeXml(code)) + element('Message', escapeXml(message)),
    );
    return document('ErrorResponse', service?.xmlNamespace, error + element('RequestId', requestId));
  },
};

/** The codec of each protocol. */
export const codecs: Readonly<Record<Protocol, Codec>> = { ec2Query, awsQuery };

function document(name: string, xmlNamespace: string | undefined, content: string): string {
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${escapeXml(xmlNamespace)}"`;
  return `${declaration}<${name}${attribute}>${content}</${name}>`;
}
