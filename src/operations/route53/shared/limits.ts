/** How much there may be. AWS raises its quotas on request; these are what it raises them to, or what this machine bears. */
export const hostedZonesMax = 10_000;
export const healthChecksMax = 1_000;
export const recordSetsPerZoneMax = 1_000_000;
