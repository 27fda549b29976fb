/** The source of a copy as CopyObject states it: `bucket/key`, escaped, with `?versionId=...` when it is a version. */
export interface CopySource {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** @returns undefined when it is none */
export function copySource(text: string | undefined): CopySource | undefined {
  const [, path = '', VersionId] = /^\/?(.*?)(?:\?versionId=([\w.-]+))?$/s.exec(text ?? '') ?? [];
  const plain = decoded(path);
  const slash = plain?.indexOf('/') ?? -1;
  if (plain === undefined || slash < 1 || slash === plain.length - 1) return undefined;
  const place = { Bucket: plain.slice(0, slash), Key: plain.slice(slash + 1) };
  return VersionId === undefined ? place : { ...place, VersionId };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
