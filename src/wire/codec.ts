/** What a protocol puts around inputs, outputs and errors: one codec each. */
import { ServiceError } from '../model/errors.ts';
import type { Asked } from './asked.ts';
import { encodeJson } from './json-encode.ts';
import { askJson } from './json-request.ts';
import type { Protocol } from './model-format.ts';
import { askQuery } from './query-request.ts';
import { askRest } from './rest-request.ts';
import { encodeS3, encodeS3Error } from './s3/encode.ts';
import { askS3 } from './s3/request.ts';
import type { OperationShape, Service } from './service.ts';
import type { SignedRequest } from './sigv4/signed-request.ts';
import type { WireAnswer } from './wire-answer.ts';
import { escapeXml } from './xml.ts';
import { element, encodeHeaders, encodeStructure } from './xml-encode.ts';

/** An error as it goes over the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
}

export interface Codec {
  readonly contentType: string;
  /** @throws ServiceError when the request names no operation in the way of the protocol */
  ask(service: Service, request: SignedRequest): Asked;
  /** @throws TypeError when the output does not fit the model */
  encode(service: Service, operation: OperationShape, output: object, requestId: string): WireAnswer;
  /** `service` is undefined when the request did not get as far as naming one. */
  encodeError(service: Service | undefined, error: WireError, requestId: string): string;
  /** Headers that go with an error. */
  errorHeaders?(service: Service | undefined, error: WireError): Readonly<Record<string, string>>;
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
  ask: (service, request) => askQuery('ec2Query', service, request),
  encode: (service, operation, output, requestId) => {
    // An operation that answers nothing says so, as EC2 does.
    const members = operation.output ? encodeStructure(operation.output, output) : element('return', 'true');
    return ok(`${operation.name}Response`, service.xmlNamespace, element('requestId', requestId) + members);
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
  ask: (service, request) => askQuery('awsQuery', service, request),
  encode: (service, operation, output, requestId) => {
    const members = operation.output ? encodeStructure(operation.output, output) : '';
    const result = operation.output ? element(`${operation.name}Result`, members) : '';
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    return ok(`${operation.name}Response`, service.xmlNamespace, result + metadata);
  },
  encodeError: errorResponse,
};

/** @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
const restXml: Codec = {
  contentType: 'text/xml',
  internalErrorCode: 'InternalFailure',
  credentialsError: (cause) => cause,
  ask: askRest,
  encode: (service, { name, output: shape, http }, output) => {
    const status = http?.status ?? 200;
    if (!shape) return { ...ok(`${name}Response`, service.xmlNamespace, ''), status };
    const inBody = { ...shape, members: shape.members.filter(({ place }) => place === undefined) };
    const answer = ok(shape.name, service.xmlNamespace, encodeStructure(inBody, output));
    return { ...answer, status, headers: encodeHeaders(shape, output) };
  },
  encodeError: errorResponse,
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/Type_API_Reference.html */
const s3: Codec = {
  contentType: 'application/xml',
  internalErrorCode: 'InternalError',
  credentialsError: (cause) => new ServiceError(s3Credentials[cause.code] ?? cause.code, cause.message),
  ask: askS3,
  encode: encodeS3,
  encodeError: (_service, error, requestId) => encodeS3Error(error, requestId),
};

/** What S3 calls what the others call otherwise. */
const s3Credentials: Readonly<Record<string, string>> = {
  InvalidClientTokenId: 'InvalidAccessKeyId',
  RequestExpired: 'RequestTimeTooSkewed',
  IncompleteSignature: 'AuthorizationHeaderMalformed',
  MissingAuthenticationToken: 'AccessDenied',
};

/** What AWS's JSON services call what the others call otherwise. */
const jsonCredentials: Readonly<Record<string, string>> = {
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  ExpiredToken: 'ExpiredTokenException',
};

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
function awsJson(version: '1.0' | '1.1'): Codec {
  return {
    contentType: `application/x-amz-json-${version}`,
    internalErrorCode: 'InternalFailure',
    credentialsError: (cause) => new ServiceError(jsonCredentials[cause.code] ?? cause.code, cause.message),
    ask: askJson,
    encode: (_service, { output: shape }, output) => ({
      status: 200,
      headers: {},
      body: shape ? encodeJson(shape, output) : '{}',
    }),
    encodeError: (service, { code, message }) =>
      JSON.stringify({ __type: jsonType(service, code), message: message.toWellFormed() }),
    errorHeaders: queryErrorHeader,
  };
}

/** The codec of each protocol. */
export const codecs: Readonly<Record<Protocol, Codec>> = {
  ec2Query,
  awsQuery,
  restXml,
  s3,
  awsJson1_0: awsJson('1.0'),
  awsJson1_1: awsJson('1.1'),
};

/** Errors of services that are compatible with the query form are known by its codes, and by their shapes in JSON. */
function jsonType(service: Service | undefined, code: string): string {
  return (service?.queryForm && service.errors.get(code)?.shape) ?? code;
}

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
function queryErrorHeader(
  service: Service | undefined,
  { code, status }: WireError,
): Readonly<Record<string, string>> {
  if (!service?.queryForm) return {};
  return { 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` };
}

function errorResponse(
  service: Service | undefined,
  { code, message, status }: WireError,
  requestId: string,
): string {
  const type = element('Type', status < 500 ? 'Sender' : 'Receiver');
  const error = element(
    'Error',
    type + element('Code', escapeXml(code)) + element('Message', escapeXml(message)),
  );
  return document('ErrorResponse', service?.xmlNamespace, error + element('RequestId', requestId));
}

function ok(name: string, xmlNamespace: string, content: string): WireAnswer {
  return { status: 200, headers: {}, body: document(name, xmlNamespace, content) };
}

function document(name: string, xmlNamespace: string | undefined, content: string): string {
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${escapeXml(xmlNamespace)}"`;
  return `${declaration}<${name}${attribute}>${content}</${name}>`;
}
