import type { OperationShape } from './service.ts';

/** What a request asks for. */
export interface Asked {
  /** The operation, which the service may not have. */
  readonly name: string;
  /** The input, by the shape of that operation. @throws ServiceError when it does not fit the model */
  decode(operation: OperationShape): Readonly<Record<string, unknown>>;
}
