import { templateText } from '../../../cloudformation/engine/language.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Stack } from '../../../model/stack-resources.ts';
import type { Ask, OperationContext } from '../../operation.ts';
import { validationError } from './errors.ts';
import { templateBodyBytesMax } from './limits.ts';

/** Where a request has its template. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
}

/** @throws ServiceError ValidationError when it is given in no way or in several, is too large, or cannot be read */
export function templateTextOf(context: OperationContext, source: TemplateSource, previous?: Stack): string {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: keep } = source;
  const given = [body !== undefined, url !== undefined, keep === true].filter(Boolean).length;
  if (given === 0) throw validationError('Either Template URL or Template Body must be specified.');
  if (given > 1)
    throw validationError(
      'Template URL and Template Body cannot both be specified, nor either of them with the previous template.',
    );
  if (url !== undefined) return templateAt(context, url);
  if (body !== undefined) return checkBody(body);
  if (previous === undefined)
    throw validationError('There is no previous template: the stack does not exist.');
  return templateText(context.resources, previous.definition);
}

function checkBody(body: string): string {
  const bytes = Buffer.byteLength(body);
  if (bytes >= 1 && bytes <= templateBodyBytesMax) return body;
  const bound = bytes < 1 ? 'greater than or equal to 1' : `less than or equal to ${templateBodyBytesMax}`;
  throw validationError(
    `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function templateAt({ ask }: OperationContext, url: string): string {
  const place = placeOf(url);
  if (place === undefined || ask === undefined) throw validationError('TemplateURL must be a supported URL.');
  const body = contentAt(ask, place);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw validationError(`Template format error: what is at ${url.slice(0, 200)} is not UTF-8.`);
  }
}

function contentAt(ask: Ask, place: ObjectPlace): Uint8Array {
  try {
    const { Body: body } = ask('s3', 'GetObject', place);
    if (body instanceof Uint8Array) return body;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw validationError(`S3 error: ${error.message}`);
  }
  throw new Error('an object was read without its content');
}

type ObjectPlace = { readonly Bucket: string; readonly Key: string; readonly VersionId?: string };

/** Bucket, key and perhaps version of an URL of S3, in path style or virtual-hosted style. */
function placeOf(url: string): ObjectPlace | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const path = unescaped(pathname.slice(1));
  if (path === undefined) return undefined;
  const versionId = searchParams.get('versionId');
  const version = versionId === null ? {} : { VersionId: versionId };
  const hosted = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(hostname);
  if (hosted?.[1] !== undefined) return { Bucket: hosted[1], Key: path, ...version };
  const slash = path.indexOf('/');
  return slash < 1 ? undefined : { Bucket: path.slice(0, slash), Key: path.slice(slash + 1), ...version };
}

/** @returns undefined when an escape is broken or the text is not UTF-8 */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
