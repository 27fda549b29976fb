import { templateText } from '../../../cloudformation/engine/language.ts';
import type { Stack } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
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

function templateAt(_context: OperationContext, url: string): string {
  throw validationError(`TemplateURL must be a supported URL: nothing can be read at ${url.slice(0, 200)}.`);
}
