import type { DeploymentConfig } from '@aws-sdk/client-cloudformation';
import { validationError } from './errors.ts';

/** How far an operation goes before it is over, and what becomes of it when it fails. */
export interface Deployment {
  /** Whether to be done when everything has been asked for, without waiting for it. */
  readonly isExpress: boolean;
  readonly disableRollback: boolean;
}

/**
 * An express deployment is not rolled back unless that is asked for.
 * @throws ServiceError ValidationError when rolling back is asked for in two ways
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentConfig.html
 */
export function deploymentOf(
  config: DeploymentConfig | undefined,
  disableRollback: boolean | undefined,
): Deployment {
  const isExpress = config?.Mode === 'EXPRESS';
  const own = config?.DisableRollback;
  if (own !== undefined && disableRollback !== undefined && own !== disableRollback)
    throw validationError('DisableRollback and DeploymentConfig.DisableRollback say different things.');
  return { isExpress, disableRollback: own ?? disableRollback ?? isExpress };
}

/** As answers show it. */
export function sdkDeployment(isExpress: boolean | undefined, disableRollback: boolean): DeploymentConfig {
  return { Mode: isExpress === true ? 'EXPRESS' : 'STANDARD', DisableRollback: disableRollback };
}
