/** What the package offers. A package has one entry, so this file, against the rule, only re-exports. */

export {
  AcceptConnections,
  type AcceptConnectionsProps,
  type AcceptedAccount,
  type IEndpointConstruct,
} from './accept-connections.ts';
export { AllowedPrincipal } from './allowed-principal.ts';
export {
  type ReadDetailsOptions,
  readEndpointServiceDetails,
  writeEndpointServiceDetails,
} from './details-file.ts';
export { Endpoint, EndpointDns, type EndpointProps } from './endpoint.ts';
export {
  EndpointService,
  type EndpointServiceProps,
  type ExistingLoadBalancers,
} from './endpoint-service.ts';
export type { EndpointServiceDetails, ServicePort, ServiceZone } from './endpoint-service-details.ts';
export { InvalidUsage } from './invalid-usage.ts';
export { ServiceAlarms, type ServiceAlarmsProps } from './service-alarms.ts';
export type { ServiceListener } from './service-listener.ts';
export type { ServiceLoadBalancerProps } from './service-load-balancer.ts';
export type { ConnectionEvent } from './service-notifications.ts';
export type { PrivateDnsNameProps } from './service-private-dns-name.ts';
