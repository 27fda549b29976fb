/**
 * Carries out the deliveries in the store: each is attempted until it has arrived or its policy is exhausted, and only
 * then deleted. So it arrives at least once, also when the daemon is killed in between; a new daemon begins its retries anew.
 */
import { join } from 'node:path';
import type { Reader } from '../model/access.ts';
import { deleteSubscription } from '../model/delete-subscription.ts';
import { type DeliveryPolicy, deliveryPolicyOf, retryDelays } from '../model/delivery-policy.ts';
import type { Delivery, Subscription } from '../model/notification-resources.ts';
import type { State } from '../store/state.ts';
import { append } from './append.ts';
import { type LaneName, Lanes } from './lanes.ts';
import { type Message, messageOf, signedBody } from './message.ts';
import type { Outcome } from './post.ts';
import type { SigningKey } from './signing-key.ts';

/** Attempts at a time: to one host for one account, and for all subscriptions of one account. */
const perHost = 4;
const perAccount = 64;
/** How often subscriptions are looked for that nobody has confirmed in time: hourly. */
const sweepMs = 60 * 60_000;

export interface DeliveriesOptions {
  readonly state: State;
  readonly key: SigningKey;
  /** Where the API is reached, without a slash at the end. */
  readonly baseUrl: string;
  /** Below which files of the protocol `file` are written, `<account>/<name>`; undefined: nowhere. */
  readonly directory: string | undefined;
  /** The signal ends the attempt as failed. */
  post(endpoint: string, message: Message, signal: AbortSignal): Promise<Outcome>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs after so many milliseconds. @returns what calls it off */
  after(ms: number, run: () => void): () => void;
  /** From 0 to 1: what spreads retries. */
  random(): number;
  log(message: string): void;
}

/** `setTimeout` as the options want it. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #lanes = new Lanes(perAccount);
  /** Retries that wait, by delivery. */
  readonly #timers = new Map<string, () => void>();
  /** When a subscription with a throttle policy may receive next, by ARN. */
  readonly #nextAt = new Map<string, number>();
  #stopListening: (() => void) | undefined;
  #stopSweeping: (() => void) | undefined;
  readonly #closing = new AbortController();
  /** Deliveries that are over and still in the store. */
  readonly #over = new Set<string>();
  #deleting: Promise<void> | undefined;
  #delivered = 0;
  #givenUp = 0;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Since the start. */
  get counters(): { readonly delivered: number; readonly givenUp: number } {
    return { delivered: this.#delivered, givenUp: this.#givenUp };
  }

  /** Messages that have neither arrived nor been given up. */
  get waiting(): number {
    return this.#options.state.read((resources) => [...resources.all('delivery')].length);
  }

  /** Takes up what is there, then what comes. */
  start(): void {
    const { state } = this.#options;
    this.#stopListening = state.onChange((changes) => {
      for (const { kind, id, before, after: record } of changes) {
        if (kind !== 'delivery') continue;
        if (record === undefined) this.#forget(id);
        else if (before === undefined) this.#enqueue(id, 0);
      }
    });
    const waiting = state.read((resources) => [...resources.all('delivery')]);
    waiting.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    for (const { id } of waiting) this.#enqueue(id, 0);
    this.#sweep();
  }

  /** Attempts under way are waited for; what is not delivered is taken up at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stopListening?.();
    this.#stopSweeping?.();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await this.#lanes.close();
    await this.#deleting;
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** @param retries how many attempts there have been */
  #enqueue(id: string, retries: number): void {
    const found = this.#find(id);
    if (found === undefined) {
      // Its subscription is gone.
      void this.#delete(id);
      return;
    }
    const { subscription } = found;
    this.#lanes.add(laneOf(subscription), () => this.#attempt(id, retries));
  }

  #find(id: string): Job | undefined {
    return this.#options.state.read((resources) => jobOf(resources, id));
  }

  async #attempt(id: string, retries: number): Promise<void> {
    const job = this.#find(id);
    if (job === undefined || this.#isClosed) return;
    const waitMs = this.#throttle(job);
    if (waitMs > 0) return this.#later(id, waitMs, retries);
    const outcome = await this.#send(job).catch(
      (error: Error): Outcome => ({ kind: 'failed', reason: error.message }),
    );
    if (outcome.kind === 'delivered') {
      this.#delivered += 1;
      return await this.#delete(id);
    }
    if (this.#isClosed) return;
    const delays =
      job.subscription.protocol === 'file' ? fileDelays : retryDelays(job.policy.healthyRetryPolicy);
    const delay = outcome.kind === 'failed' ? delays[retries] : undefined;
    if (delay !== undefined) return this.#later(id, this.#jittered(delay), retries + 1);
    this.#givenUp += 1;
    const { delivery, subscription } = job;
    this.#options.log(
      `notification ${delivery.messageId} for ${subscription.id} was given up after ${retries + 1} attempts: ${outcome.reason}`,
    );
    await this.#delete(id);
  }

  #send({ delivery, subscription, policy, signatureVersion }: Job): Promise<Outcome> {
    const { key, baseUrl, directory, post } = this.#options;
    const contentType = policy.requestPolicy.headerContentType;
    const parts = { delivery, subscription, signatureVersion, baseUrl, key, contentType };
    if (subscription.protocol !== 'file') {
      return post(subscription.endpoint, messageOf(parts), this.#closing.signal);
    }
    if (directory === undefined) {
      return Promise.resolve({
        kind: 'failed',
        reason: 'no directory is named: postern up --deliveries DIRECTORY',
      });
    }
    const line = subscription.rawMessageDelivery ? delivery.message : signedBody(parts);
    return append(join(directory, subscription.accountId), subscription.endpoint, JSON.stringify(line));
  }

  /** How long the subscription's throttle policy makes this one wait; takes its turn when it need not. */
  #throttle({ subscription, policy }: Job): number {
    const most = policy.throttlePolicy?.maxReceivesPerSecond;
    if (most === undefined) return 0;
    const now = this.#options.now();
    const next = this.#nextAt.get(subscription.id) ?? 0;
    if (next > now) return next - now;
    this.#nextAt.set(subscription.id, now + 1000 / most);
    return 0;
  }

  /** Up to a fifth later, so that what failed together does not come back together. */
  #jittered(seconds: number): number {
    return seconds * 1000 * (1 + this.#options.random() / 5);
  }

  #later(id: string, ms: number, retries: number): void {
    if (this.#isClosed) return;
    const cancel = this.#options.after(ms, () => {
      this.#timers.delete(id);
      this.#enqueue(id, retries);
    });
    this.#timers.set(id, cancel);
  }

  #forget(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }

  /** Many at once are one commit. */
  async #delete(id: string): Promise<void> {
    this.#over.add(id);
    this.#deleting ??= this.#deleteAll().finally(() => {
      this.#deleting = undefined;
    });
    await this.#deleting;
  }

  /** What cannot be deleted now is delivered again after the next start. */
  async #deleteAll(): Promise<void> {
    const { state, log } = this.#options;
    while (this.#over.size > 0) {
      const ids = [...this.#over];
      this.#over.clear();
      try {
        await state.transact((resources) => {
          for (const id of ids) resources.delete('delivery', id);
        });
      } catch (error) {
        log(`delivered notifications could not be taken off the queue: ${(error as Error).message}`);
      }
    }
  }

  /** Subscriptions whose token has expired without being used go. */
  #sweep(): void {
    const { state, now, log, after: later } = this.#options;
    const time = new Date(now()).toISOString();
    const isOver = ({ state: is, tokenExpiresAt = '' }: Subscription) =>
      is !== 'confirmed' && tokenExpiresAt < time;
    const over = state.read((resources) => [...resources.all('subscription')].filter(isOver));
    if (over.length > 0) {
      state
        .transact((resources) => {
          for (const { id } of over) {
            const subscription = resources.get('subscription', id);
            if (subscription !== undefined && isOver(subscription))
              deleteSubscription(resources, subscription);
          }
        })
        .catch((error: Error) => log(`expired subscriptions could not be deleted: ${error.message}`));
    }
    for (const [arn, next] of this.#nextAt) if (next < now()) this.#nextAt.delete(arn);
    this.#stopSweeping = later(sweepMs, () => this.#sweep());
  }
}

/** A delivery with all that is known about how to carry it out. */
interface Job {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly policy: DeliveryPolicy;
  readonly signatureVersion: '1' | '2';
}

/** The disk may be full: for about an hour, in seconds. */
const fileDelays = [1, 10, ...Array.from({ length: 60 }, () => 60)];

function jobOf(resources: Reader, id: string): Job | undefined {
  const delivery = resources.get('delivery', id);
  const subscription = delivery && resources.get('subscription', delivery.subscriptionArn);
  if (delivery === undefined || subscription === undefined) return undefined;
  const topic = resources.get('topic', delivery.topicArn);
  const policy = deliveryPolicyOf(topic?.deliveryPolicy, subscription.deliveryPolicy);
  return { delivery, subscription, policy, signatureVersion: topic?.signatureVersion ?? '1' };
}

/** What shares its limit: a host and port, or a file, which is written by one at a time. */
function laneOf({ protocol, endpoint, accountId, id }: Subscription): LaneName {
  if (protocol === 'file') return { group: accountId, name: `file/${accountId}/${endpoint}`, width: 1 };
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : id;
  return { group: accountId, name: `${accountId}/${host}`, width: perHost };
}
