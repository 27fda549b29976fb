/**
 * The steps of an instance's life that follow the kernel, not a request.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
import type { Writer } from './access.ts';
import { deleteInterface } from './delete-interface.ts';
import type { Instance } from './resources.ts';

/** How long a terminated instance is still described, as on AWS. */
export const terminatedVisibleMs = 3_600_000;

/** From `pending`: the namespace is there and its user data was started. */
export function markRunning(resources: Writer, instance: Instance): void {
  if (instance.state === 'pending') resources.put('instance', { ...instance, state: 'running' });
}

/**
 * The instance is gone from the machine: its interface goes and its address is free again; the record stays for
 * `terminatedVisibleMs`, so that whoever waits for the end sees it.
 * @param now ISO 8601 UTC
 * @param failure why it could not be started, when it never ran
 */
export function finishTermination(
  resources: Writer,
  instance: Instance,
  now: string,
  failure?: string,
): void {
  if (instance.state === 'terminated') return;
  const networkInterface = resources.get('networkInterface', instance.networkInterfaceId);
  if (networkInterface) deleteInterface(resources, networkInterface);
  const reason = failure === undefined ? {} : { stateReason: failure };
  resources.put('instance', { ...instance, state: 'terminated', terminatedAt: now, ...reason });
}

/** Forgets the instances whose time as a terminated one is over; to be called where new ones are made. */
export function forgetTerminated(resources: Writer, now: string): void {
  const before = Date.parse(now) - terminatedVisibleMs;
  for (const instance of resources.all('instance')) {
    if (instance.state !== 'terminated') continue;
    if (Date.parse(instance.terminatedAt ?? now) <= before) resources.delete('instance', instance.id);
  }
}
