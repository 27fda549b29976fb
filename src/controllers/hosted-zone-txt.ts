import type { Reader } from '../model/access.ts';
import { parentName, parseDomainName } from '../model/domain-name.ts';
import { encodeRecordData } from '../model/record-data/encode.ts';
import { textOfTxt } from '../model/record-data/txt.ts';
import { recordSetsOfName } from '../model/record-order.ts';

/**
 * The texts of a name's TXT records in the public hosted zones of this installation, of whatever account.
 * @param name with or without a dot at the end
 */
export function txtOfHostedZones(resources: Reader, name: string): readonly string[] {
  const parsed = parseDomainName(name);
  if (!('name' in parsed)) return [];
  const texts: string[] = [];
  for (let domain: string | undefined = parsed.name; domain !== undefined; domain = parentName(domain)) {
    for (const zone of resources.find('hostedZone', 'name', domain)) {
      if (zone.privateZone) continue;
      const sets = recordSetsOfName(resources, zone.id, parsed.name);
      texts.push(
        ...sets.filter(({ type }) => type === 'TXT').flatMap(({ values = [] }) => values.map(textOf)),
      );
    }
  }
  return texts;
}

/** What is stored was encoded before. */
function textOf(value: string): string {
  const encoded = encodeRecordData('TXT', value);
  return 'data' in encoded ? textOfTxt(encoded.data) : '';
}
