/** @throws Error with the remedy when this process is not root's */
export function requireRoot(): void {
  if (process.geteuid?.() !== 0)
    throw new Error('This needs root: it makes namespaces and loads eBPF. Use sudo.');
}
