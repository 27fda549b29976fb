/** What an operation of S3 is about, as its model's path says: `/{Key+}?uploads`. */

/** What the host and the path name together. */
export type S3Level = 'service' | 'bucket' | 'object';

export interface S3Target {
  readonly level: S3Level;
  /** Parameters of the query that belong to the operation's name: `policy`, `list-type=2`. */
  readonly query: readonly { readonly name: string; readonly value: string }[];
}

/** Tells only which SDK's method it was. */
export const methodParameter = 'x-id';

/** @throws Error for a path that no operation here has */
export function compileTarget(uri: string, hasBucket: boolean): S3Target {
  const [path, query = ''] = uri.split('?');
  if (path !== '/' && path !== '/{Key+}') throw new Error(`the path ${uri} has what no codec knows`);
  const bucketOrNone = hasBucket ? 'bucket' : 'service';
  return {
    level: path === '/' ? bucketOrNone : 'object',
    query: [...new URLSearchParams(query)]
      .map(([name, value]) => ({ name, value }))
      .filter(({ name }) => name !== methodParameter),
  };
}
