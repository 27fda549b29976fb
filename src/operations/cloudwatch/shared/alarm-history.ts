/** What happened to alarms. It outlives them. */
import type { Writer } from '../../../model/access.ts';
import type { AlarmHistoryItem, AlarmHistoryType, MetricAlarm } from '../../../model/alarm-resources.ts';

/** How long items are shown: 30 days. */
export const historyMs = 30 * 24 * 60 * 60_000;
/** Items of one account in a region; the oldest go first. */
export const historyItemsMax = 5_000;

export interface HistoryContext {
  readonly resources: Writer;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** Adds an item, and takes away the oldest when there are too many, or a few that nobody is shown any more. */
export function addHistory(
  { resources, now }: HistoryContext,
  { accountId, region, name }: Pick<MetricAlarm, 'accountId' | 'region' | 'name'>,
  type: AlarmHistoryType,
  summary: string,
  data: object,
): void {
  const id = `${accountId}/${region}`;
  const { next, ...known } = resources.get('alarmHistory', id) ?? { first: 0, next: 0 };
  let { first } = known;
  const isOver = (item: AlarmHistoryItem | undefined) => !item || item.at < oldestShown(now);
  const isTooMany = () => next - first >= historyItemsMax;
  for (let removed = 0; removed < 3 && first < next; removed += 1) {
    const oldest = itemId(id, first);
    if (!isTooMany() && !isOver(resources.get('alarmHistoryItem', oldest))) break;
    resources.delete('alarmHistoryItem', oldest);
    first += 1;
  }
  const item = { id: itemId(id, next), accountId, region, alarmName: name, type, at: now, summary };
  resources.put('alarmHistoryItem', { ...item, data: JSON.stringify({ version: '1.0', ...data }) });
  resources.put('alarmHistory', { id, accountId, first, next: next + 1 });
}

/** @returns the time since when items are shown */
export function oldestShown(now: string): string {
  return new Date(Date.parse(now) - historyMs).toISOString();
}

function itemId(owner: string, number: number): string {
  return `${owner}/${String(number).padStart(12, '0')}`;
}
