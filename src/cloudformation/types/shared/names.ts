import { parseDomainName } from '../../../model/domain-name.ts';

/** The name as the template writes it when it is the same: with or without the last dot, in whatever case. */
export function domainNameLike(stated: string | undefined, actual: string | undefined): string | undefined {
  if (stated === undefined || actual === undefined) return actual;
  return canonicalName(stated) === canonicalName(actual) ? stated : actual;
}

/** The one form of a domain name, by which names are compared; text that is none stays as it is. */
export function canonicalName(text: string): string {
  const parsed = parseDomainName(text);
  return 'name' in parsed ? parsed.name : text;
}
