import type { Scope, Unit } from './unit.ts';
import { computeEndpoint } from './units/endpoint.ts';
import { computeFront } from './units/front.ts';
import { computeInstance } from './units/instance.ts';
import { computeLoadBalancer } from './units/load-balancer.ts';
import { computeLeg, computeNetwork, computeSegment } from './units/place.ts';
import { computeResolver } from './units/resolver.ts';
import { computeSources } from './units/sources.ts';

/** Runs the computation of a unit. It says the same whenever it reads the same. */
export function compute(unit: Unit, scope: Scope): void {
  switch (unit.kind) {
    case 'endpoint':
      computeEndpoint(unit.id, scope);
      break;
    case 'loadBalancer':
      computeLoadBalancer(unit.id, scope);
      break;
    case 'instance':
      computeInstance(unit.id, scope);
      break;
    case 'network':
      computeNetwork(unit.vpcId, scope);
      break;
    case 'resolver':
      computeResolver(unit.vpcId, scope);
      break;
    case 'segment':
      computeSegment(unit.subnetId, scope);
      break;
    case 'leg':
      computeLeg(unit.subnetId, scope);
      break;
    case 'front':
      computeFront(unit.listenerArn, unit.nodeInterfaceId, scope);
      break;
    case 'sources':
      computeSources(unit, scope);
      break;
  }
}
