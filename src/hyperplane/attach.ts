/** Puts the program at the ingress of a leg. */
import { checkResult, type Libbpf } from '../kernel/libbpf.ts';
import { withNamespace } from '../kernel/namespace.ts';

const EEXIST = 17;

/** Attaches the program to the device of the namespace; one that is attached is replaced, and no packet passes between. */
export function attachProgram(libbpf: Libbpf, namespace: string, ifindex: number, programFd: number): void {
  withNamespace(namespace, () => {
    const hook = libbpf.createIngressHook(ifindex);
    if (hook !== -EEXIST) checkResult(`prepare the ingress of device ${ifindex} of ${namespace}`, hook);
    checkResult(`attach to device ${ifindex} of ${namespace}`, libbpf.attachIngress(ifindex, programFd));
  });
}
