/**
 * Times in conditions: ISO 8601 as the W3C profiles it, or seconds since 1970. AWS is lenient about digits, and so is this.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * @see https://www.w3.org/TR/NOTE-datetime
 */

/** Years and epoch seconds that AWS takes, from the time types of its platform. */
const yearMin = -292_275_054;
const yearMax = 292_278_993;
const epochMax = 9_223_372_036_854_775_807n;

/** Milliseconds since 1970, also far outside of what `Date` holds; undefined for what is no time. */
export function parseDate(text: string): number | undefined {
  const isIso = /[tT]/.test(text) || text.includes('-');
  return isIso ? parseIso(text) : parseEpoch(text);
}

function parseEpoch(text: string): number | undefined {
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > epochMax) return undefined;
  return Number(text) * 1000;
}

const datePattern = /^(-?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const timePattern = /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?$/;
const zonePattern = /^([+-])(\d{2})(?::?(\d{2}))?$/;

function parseIso(text: string): number | undefined {
  const [date = '', time, ...more] = text.toUpperCase().split('T');
  if (more.length > 0) return undefined;
  const day = parseDay(date);
  const clock = time === undefined || time === '' ? 0 : parseTime(time);
  return day === undefined || clock === undefined ? undefined : day + clock;
}

/** Months and days may be left out. A day that the month does not have is in the next month. */
function parseDay(text: string): number | undefined {
  const [, yearText, monthText = '1', dayText = '1'] = datePattern.exec(text) ?? [];
  if (yearText === undefined) return undefined;
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  if (year < yearMin || year > yearMax || !within(month, 1, 12) || !within(day, 1, 31)) return undefined;
  return daysSince1970(year, month, day) * 86_400_000;
}

/**
 * By the Gregorian calendar in all times; `Date` ends with the year 275760.
 * @see https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function parseTime(text: string): number | undefined {
  const zoneAt = text.search(/[Z+-]/);
  const clock = timePattern.exec(zoneAt === -1 ? text : text.slice(0, zoneAt));
  const offset = parseZone(zoneAt === -1 ? 'Z' : text.slice(zoneAt));
  if (clock === null || offset === undefined) return undefined;
  const [hours, minutes, seconds] = [clock[1], clock[2], clock[3]].map((part) => Number(part ?? 0));
  if (!within(hours, 0, 23) || !within(minutes, 0, 59) || !within(seconds, 0, 59)) return undefined;
  const fraction = Number(`0.${clock[4] ?? '0'}`);
  return ((hours * 60 + minutes) * 60 + seconds + fraction) * 1000 - offset;
}

/** Milliseconds east of Greenwich. */
function parseZone(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = zonePattern.exec(text) ?? [];
  if (!within(Number(hours), 0, 23) || !within(Number(minutes), 0, 59)) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function within(value: number | undefined, least: number, most: number): value is number {
  return value !== undefined && value >= least && value <= most;
}
