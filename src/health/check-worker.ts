/**
 * The thread that checks targets: its sockets are in the hyperplane's namespace, on the fabric. Takes checks, and tells
 * what changed, several at once.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { joinNamespace } from '../kernel/namespace.ts';
import { probe } from './probe.ts';
import { type Check, Schedule, type Transition } from './schedule.ts';

export interface CheckWorkerData {
  readonly namespace: string;
}

/** What the worker is told. */
export interface CheckOrder {
  readonly set: readonly Check[];
  /** Keys. */
  readonly remove: readonly string[];
}

/** How long news wait for others. */
const gatherMs = 50;

if (parentPort !== null) {
  const port = parentPort;
  // Whoever starts this gives it.
  joinNamespace((workerData as CheckWorkerData).namespace);
  let news: Transition[] = [];
  const schedule = new Schedule({
    probe,
    random: Math.random,
    nowMs: () => performance.now(),
    onTransition: (transition) => {
      if (news.length === 0) setTimeout(tell, gatherMs);
      news.push(transition);
    },
  });
  const tell = () => {
    port.postMessage(news);
    news = [];
  };
  port.on('message', ({ set, remove }: CheckOrder) => {
    schedule.remove(remove);
    schedule.set(set);
  });
}
