import { txtOfHostedZones } from '../controllers/hosted-zone-txt.ts';
import { PrivateDnsVerification } from '../controllers/private-dns-verification.ts';
import { expireRequests } from '../controllers/request-expiry.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

const expirySweepMs = 60_000;

export interface EndpointControllerOptions {
  readonly state: State;
  readonly requestLifetimeMs: number;
  now(): string;
  log(message: string): void;
}

/** Starts what moves endpoints and services on without the data plane: requests expire, private names are checked. */
export function startEndpointControllers({ state, requestLifetimeMs, now, log }: EndpointControllerOptions): {
  close(): Promise<void>;
} {
  const verification = new PrivateDnsVerification({
    state,
    lookUpTxt: async (name) => state.read((resources) => txtOfHostedZones(resources, name)),
    log,
  });
  const stopListening = state.onChange((changes) => verification.changed(changes));
  verification.start();
  const expire = () => expireRequests(state, now(), requestLifetimeMs);
  const expiry = every(expirySweepMs, 'the expiry of requests', expire, log);
  return {
    close: async () => {
      stopListening();
      await expiry.close();
      await verification.idle();
    },
  };
}
