import type { Reader, Writer } from '../model/access.ts';

/** For how long an expired session is still known, so that its client reads why it is refused: a day. */
const rememberedMs = 24 * 60 * 60_000;

interface Sessions {
  read<T>(run: (resources: Reader) => T): T;
  transact<T>(run: (resources: Writer) => T): Promise<T>;
}

/** Deletes the sessions that expired a day ago and more. @param nowMs since 1970 */
export async function sweepSessions(state: Sessions, nowMs: number): Promise<void> {
  const expired = state.read((resources) =>
    [...resources.all('session')]
      .filter(({ expiresAt }) => Date.parse(expiresAt) + rememberedMs <= nowMs)
      .map(({ id }) => id),
  );
  if (expired.length === 0) return;
  await state.transact((resources) => {
    for (const id of expired) resources.delete('session', id);
  });
}
