import type { Capability } from '@aws-sdk/client-cloudformation';
import { requiredCapability } from '../../../cloudformation/template/capabilities.ts';
import type { Template } from '../../../cloudformation/template.ts';

/** What a caller must acknowledge, as answers say it. */
export function sdkCapabilities(template: Template): {
  readonly Capabilities?: Capability[];
  readonly CapabilitiesReason?: string;
} {
  const required = requiredCapability(template);
  if (required === undefined) return {};
  return { Capabilities: [required.capability], CapabilitiesReason: required.reason };
}
