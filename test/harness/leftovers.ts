/** What an instance of Postern has on the machine: nothing may be left of it when it has been removed. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Everything on the machine that carries the instance's name, one line each, sorted; empty when it left nothing. */
export function leftovers(instance: string): string[] {
  const prefix = `postern-${instance}`;
  return [
    ...listed('/run/netns', 'namespace').filter((line) => line.includes(prefix)),
    ...listed('/sys/fs/bpf', 'pin').filter((line) => line.includes(prefix)),
    ...listed('/run/postern', 'run directory').filter((line) => line.endsWith(`/${instance}`)),
    ...listed('/var/lib/postern', 'state').filter((line) => line.endsWith(`/${instance}`)),
    ...listed('/tmp', 'file').filter((line) => line.includes(prefix)),
    ...mounts().filter((line) => line.includes(prefix)),
    ...processes().filter((line) => line.includes(instance)),
  ].sort();
}

/** Names of the links in the machine's own network namespace, where Postern has nothing to do. */
export function rootLinks(): string[] {
  return readdirSync('/sys/class/net').sort();
}

function listed(directory: string, what: string): string[] {
  return existsSync(directory) ? readdirSync(directory).map((name) => `${what} ${directory}/${name}`) : [];
}

function mounts(): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => `mount ${line.split(' ')[1]}`);
}

/** Everything that runs, one line each. */
export function processes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return `process ${pid} ${command} (in ${readlinkSync(`/proc/${pid}/ns/net`)})`;
      } catch {
        return ''; // It ended while we looked.
      }
    });
}
