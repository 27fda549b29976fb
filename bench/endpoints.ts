/** Making endpoints: many at once, and one at a time with the clock running. */
import { DeleteVpcEndpointsCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { required, until } from '../src/demo/world.ts';
import type { ControlScene } from './control-scene.ts';
import { endpointRequest } from './postern.ts';

/** Requests under way at once when many endpoints are made. */
const lanes = 16;

/** Milliseconds from sending CreateVpcEndpoint. */
export interface EndpointTimes {
  readonly answerMs: number;
  readonly availableMs: number;
  readonly firstByteMs: number;
}

/**
 * The address of the endpoint with a number, from 10.0.2.0 on. Below that are the gateway and the client.
 * @param number 0 to 32,254
 */
export function endpointAddress(number: number): string {
  const host = 2 * 256 + number;
  if (host >= lastHost) throw new Error(`There is no room for endpoint ${number} in 10.0.0.0/17.`);
  return `10.0.${host >> 8}.${host & 255}`;
}

const lastHost = 2 ** 15 - 1;

/** Makes the endpoints with numbers `from` up to, not including, `to`, and waits until all of them are available. */
export async function createEndpoints(
  scene: ControlScene,
  from: number,
  to: number,
  onProgress: (made: number) => void,
): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < to) {
      const number = next++;
      await scene.consumer.ec2.send(request(scene, number));
      if ((number + 1) % 1000 === 0) onProgress(number + 1);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await settle(scene);
}

/** Waits until no endpoint is on its way in or out. */
export async function settle({ consumer }: ControlScene): Promise<void> {
  const underway = new DescribeVpcEndpointsCommand({
    Filters: [{ Name: 'vpc-endpoint-state', Values: ['pending', 'deleting'] }],
  });
  await until('the endpoints to settle', async () => {
    const { VpcEndpoints } = await consumer.ec2.send(underway);
    return VpcEndpoints?.length === 0;
  });
}

/**
 * Makes an endpoint, uses it and deletes it, which it is some seconds later: see `settle`. The state is asked for again
 * as soon as the answer is there.
 */
export async function timeEndpoint(scene: ControlScene, number: number): Promise<EndpointTimes> {
  const { ec2 } = scene.consumer;
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const { VpcEndpoint } = await ec2.send(request(scene, number));
  const answerMs = elapsed();
  const VpcEndpointIds = [required(VpcEndpoint?.VpcEndpointId)];
  // In lower case, other than the SDK's type says. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
  let state: string | undefined = VpcEndpoint?.State;
  while (state !== 'available') {
    if (elapsed() > availableMsMax)
      throw new Error(`the endpoint is still ${state} after ${availableMsMax} ms`);
    const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }));
    state = VpcEndpoints?.[0]?.State;
  }
  const availableMs = elapsed();
  await scene.fetchByte(endpointAddress(number));
  const firstByteMs = elapsed();
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  return { answerMs, availableMs, firstByteMs };
}

const availableMsMax = 15_000;

function request({ consumer, groupId, serviceName }: ControlScene, number: number) {
  const { vpcId, subnetIds } = consumer;
  return endpointRequest({
    vpcId,
    subnetId: subnetIds[0],
    groupId,
    serviceName,
    address: endpointAddress(number),
  });
}
