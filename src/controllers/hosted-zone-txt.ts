import type { Reader } from '../model/access.ts';

/**
 * The texts of a name's TXT records in the public hosted zones of this installation, of whatever account.
 * @param name without a dot at the end
 */
export function txtOfHostedZones(resources: Reader, name: string): readonly string[] {
  const full = `${name.toLowerCase()}.`;
  const labels = full.split('.').slice(0, -1);
  const zones = labels.flatMap((_, at) =>
    resources.find('hostedZone', 'name', `${labels.slice(at).join('.')}.`),
  );
  return zones
    .filter(({ privateZone }) => !privateZone)
    .flatMap(({ id }) => resources.find('recordSet', 'zone', id))
    .filter((record) => record.type === 'TXT' && record.name === full)
    .flatMap(({ values = [] }) => values.map(textOf));
}

/** A TXT value is strings in quotation marks with blanks between them, which make one text. @see RFC 1035, section 5.1 */
function textOf(value: string): string {
  const strings = value.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  return strings.map((each) => each.slice(1, -1).replace(/\\(.)/gs, '$1')).join('');
}
