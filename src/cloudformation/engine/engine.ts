/**
 * Carries out what is under way with stacks. It knows nothing but the records: after a kill a new engine goes on with the
 * next step. Waiting is hearing of changes, with a slow timer in case something changes that no record tells.
 */
import type { Change, Reader } from '../../model/access.ts';
import type { Kind } from '../../model/resources.ts';
import type { Stack } from '../../model/stack-resources.ts';
import { type Plan, type PlanInput, planOf, type Work } from './plan.ts';
import { defaultLimits, type EngineLimits, type EnginePorts } from './ports.ts';
import { recordsOf } from './records.ts';
import { type OpenTarget, Targets } from './targets.ts';
import { failOverdue, isStillWaiting, surveyUnchanged, takeStep, turnPhase, type Worker } from './work.ts';

/** Records that only stacks write: a change of them alone is nothing that a step waits for. */
const ownKinds: ReadonlySet<Kind> = new Set([
  'stackResource',
  'stackEvent',
  'stackTemplate',
  'stackChangeSet',
  'stackExport',
  'stackDriftDetection',
]);

export class Engine {
  readonly #ports: EnginePorts;
  readonly #limits: EngineLimits;
  readonly #worker: Worker;
  /** Stacks that are being worked on, and whether to look again when that is done. */
  readonly #busy = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  /** Stacks whose steps wait for something outside. */
  readonly #waiting = new Set<string>();
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(ports: EnginePorts, openTarget: OpenTarget) {
    this.#ports = ports;
    this.#limits = { ...defaultLimits, ...ports.limits };
    this.#worker = { ports, limits: this.#limits, targets: new Targets(openTarget) };
    this.#stopListening = ports.onChange((changes) => this.#changed(changes));
  }

  /** Takes up what an earlier engine left under way. */
  start(): void {
    for (const { id } of this.#ports.read((resources) => resources.find('stack', 'underWay', 'yes')))
      this.#look(id);
  }

  /** Resolves when no step is being taken any more; what waits is taken up at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    await Promise.all([...this.#busy.values()].map(({ done }) => done));
  }

  #changed(changes: readonly Change[]): void {
    if (this.#closed) return;
    let isOutside = false;
    for (const { kind, id, after } of changes) {
      // A change of this kind is of a record of it.
      if (kind === 'stack' && (after as Stack | undefined)?.run !== undefined) this.#look(id);
      isOutside ||= !ownKinds.has(kind);
    }
    // What is being worked on may have looked just before the change.
    if (isOutside) for (const id of new Set([...this.#waiting, ...this.#busy.keys()])) this.#look(id);
  }

  #look(stackId: string): void {
    const busy = this.#busy.get(stackId);
    if (busy !== undefined) {
      busy.again = true;
      return;
    }
    if (this.#closed) return;
    const entry = { again: false, done: Promise.resolve() };
    // Set first: what runs at once may already hear of changes.
    this.#busy.set(stackId, entry);
    entry.done = this.#advance(stackId, entry);
  }

  async #advance(stackId: string, entry: { again: boolean }): Promise<void> {
    try {
      do {
        entry.again = false;
        while (!this.#closed && (await this.#round(stackId)));
      } while (entry.again && !this.#closed);
    } catch (error) {
      this.#ports.log(`could not go on with the stack ${stackId}: ${(error as Error).stack}`);
      this.#waiting.add(stackId);
    } finally {
      this.#busy.delete(stackId);
      this.#armTimer();
    }
  }

  /** Takes every step that can be taken. @returns whether there may be more at once */
  async #round(stackId: string): Promise<boolean> {
    await failOverdue(this.#worker, stackId);
    await surveyUnchanged(this.#worker, stackId);
    const plan = this.#ports.read((resources) => this.#plan(resources, stackId));
    if (plan === undefined) {
      this.#waiting.delete(stackId);
      this.#worker.targets.forget(stackId);
      return false;
    }
    if (plan.turns) {
      await turnPhase(this.#worker, stackId);
      return true;
    }
    const ready = plan.work.filter((work) => !isStillWaiting(this.#worker, stackId, work));
    if (ready.length === 0) {
      this.#waiting.add(stackId);
      if (plan.work.some(isBlocked)) this.#retrySoon();
      return false;
    }
    const moved = await Promise.all(ready.map((work) => takeStep(this.#worker, stackId, work)));
    if (moved.some(Boolean)) return true;
    this.#waiting.add(stackId);
    if (plan.work.some(isBlocked)) this.#retrySoon();
    return false;
  }

  #plan(resources: Reader, stackId: string): Plan | undefined {
    const stack = resources.get('stack', stackId);
    if (stack?.run === undefined || stack.run.phase === 'stopped') return undefined;
    const input: PlanInput = {
      stack,
      records: recordsOf(resources, stackId),
      target: () => this.#worker.targets.shapeOf(resources, stack),
    };
    return planOf(input);
  }

  /** A time limit may pass, or something change that no record tells. */
  #armTimer(): void {
    if (this.#closed || this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const id of this.#waiting) this.#look(id);
      this.#armTimer();
    }, this.#limits.lookMs);
    this.#timer.unref();
  }

  #retrySoon(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      for (const id of this.#waiting) this.#look(id);
    }, this.#limits.blockedGapMs);
  }
}

function isBlocked(work: Work): boolean {
  return work.kind === 'remove' && work.record.step?.blocked !== undefined;
}
