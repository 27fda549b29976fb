/**
 * The committed form of a service's model (`generated/*.json`), written by `scripts/generate-model.ts`.
 * Names and traits are Smithy's. Only what the operations here need is in it.
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */

export const protocols = ['ec2Query', 'awsQuery', 'restXml', 's3', 'awsJson1_0', 'awsJson1_1'] as const;

/** How a service talks: Smithy's names, and `s3` for what S3 makes of restXml. A further protocol is a further name here, a codec in `codec.ts` and its traits below. */
export type Protocol = (typeof protocols)[number];

export interface ServiceModel {
  /** The name in a credential scope. */
  readonly signingName: string;
  readonly protocol: Protocol;
  /** The `Version` parameter. */
  readonly version: string;
  readonly xmlNamespace: string;
  /** What stands before the operation in the header X-Amz-Target, in the protocols that have it. */
  readonly targetPrefix?: string;
  /** Whether a service that speaks JSON is also spoken to in the query form, by whose codes its errors go. */
  readonly queryCompatible?: true;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, ShapeModel>>;
  /** The values of each enumeration by its name. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** The modelled errors by the code that goes over the wire. */
  readonly errors: Readonly<Record<string, ErrorModel>>;
  /** Operations that AWS has and this server has not. */
  readonly unavailable: readonly string[];
}

/** `input` and `output` name structures; none when there is nothing to send. */
export interface OperationModel {
  readonly input?: string;
  readonly output?: string;
  /** In the protocols that speak by method and path. */
  readonly http?: HttpModel;
}

export interface HttpModel {
  readonly method: string;
  /** A path with labels: `/2013-04-01/hostedzone/{Id}`. */
  readonly uri: string;
  /** Of an answer. */
  readonly status: number;
}

export interface ErrorModel {
  readonly shape: string;
  /** HTTP status. */
  readonly status: number;
}

export type SimpleType = 'string' | 'boolean' | 'integer' | 'long' | 'double' | 'blob' | 'timestamp';

export type ShapeModel =
  | {
      readonly type: 'structure';
      /** Of the document that it is, when that is not the shape's name. */
      readonly xmlName?: string;
      readonly members: Readonly<Record<string, MemberModel>>;
    }
  | { readonly type: 'list'; readonly item: MemberModel }
  | { readonly type: 'map'; readonly key: MemberModel; readonly value: MemberModel };

export interface MemberModel {
  /** A simple type, or `#` and the name of a shape. */
  readonly target: SimpleType | `#${string}`;
  readonly required?: true;
  /** The enumeration that the value, or each item of the list, must be of. */
  readonly enum?: string;
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  readonly xmlFlattened?: true;
  /** The value is a secret: it must not be shown or recorded. */
  readonly sensitive?: true;
  /** The value stands in the path. */
  readonly httpLabel?: true;
  /** The value stands in the query, under this name. */
  readonly httpQuery?: string;
  /** The value stands in a header of this name. */
  readonly httpHeader?: string;
  /** Its entries stand in headers whose names begin so. */
  readonly httpPrefixHeaders?: string;
  /** The value is the whole body. */
  readonly httpPayload?: true;
}
