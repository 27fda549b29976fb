/**
 * What names, paths and other texts of IAM may look like. Every refusal is a `ValidationError`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
import { ServiceError } from '../../../model/errors.ts';

/** The refusal of the value of a parameter, which is named as IAM does: `userName`. */
export function violation(parameter: string, value: string, constraint: string): ServiceError {
  const message = `1 validation error detected: Value '${shown(value)}' at '${parameter}' failed to satisfy constraint: ${constraint}`;
  return new ServiceError('ValidationError', message);
}

/** @throws ServiceError `ValidationError` unless the text has `min` to `max` characters */
export function checkLength(parameter: string, text: string, min: number, max: number): string {
  if (text.length < min) {
    throw violation(parameter, text, `Member must have length greater than or equal to ${min}`);
  }
  if (text.length > max) {
    throw violation(parameter, text, `Member must have length less than or equal to ${max}`);
  }
  return text;
}

/** @throws ServiceError `ValidationError` unless the number is in the range */
export function checkRange(parameter: string, value: number, min: number, max: number): number {
  if (value < min) {
    throw violation(parameter, `${value}`, `Member must have value greater than or equal to ${min}`);
  }
  if (value > max) {
    throw violation(parameter, `${value}`, `Member must have value less than or equal to ${max}`);
  }
  return value;
}

/** A name of 1 to `max` characters. @throws ServiceError `ValidationError` */
export function checkName(parameter: string, name: string, max: number): string {
  checkLength(parameter, name, 1, max);
  if (/^[\w+=,.@-]+$/.test(name)) return name;
  const rule = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
  throw new ServiceError('ValidationError', `The specified value for ${parameter} is invalid. ${rule}`);
}

/** `/`, or `/a/b/`; `/` when left out. @throws ServiceError `ValidationError` */
export function checkPath(path = '/', parameter = 'path'): string {
  checkLength(parameter, path, 1, 512);
  if (/^\/(?:[\x21-\x7e]+\/)?$/.test(path)) return path;
  const rule = 'It must begin and end with / and contain only alphanumeric characters and/or / characters.';
  throw new ServiceError('ValidationError', `The specified value for ${parameter} is invalid. ${rule}`);
}

/** What paths must begin with to be listed; `/` when left out. @throws ServiceError `ValidationError` */
export function checkPathPrefix(prefix = '/'): string {
  checkLength('pathPrefix', prefix, 1, 512);
  if (/^\/[\x21-\x7e]*$/.test(prefix)) return prefix;
  const rule = 'It must begin with / and contain only alphanumeric characters and/or / characters.';
  throw new ServiceError('ValidationError', `The specified value for pathPrefix is invalid. ${rule}`);
}

/** @param max characters; @throws ServiceError `ValidationError` for a description that is too long or has control characters */
export function checkDescription(text: string, max = 1000): string {
  checkLength('description', text, 0, max);
  if (/^[\t\n\r\x20-\x7e\xa1-\xff]*$/.test(text)) return text;
  throw violation(
    'description',
    text,
    'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  );
}

/** A value in a message; nobody reads the hundreds of characters of a wrong one. */
function shown(value: string): string {
  return value.length > 128 ? `${value.slice(0, 128)}...` : value;
}

/** How long sessions of a role last at most, in seconds; an hour when left out. @throws ServiceError `ValidationError` */
export function checkSessionDuration(seconds = 3600): number {
  return checkRange('maxSessionDuration', seconds, 3600, 43_200);
}
