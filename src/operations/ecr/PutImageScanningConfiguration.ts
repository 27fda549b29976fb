import type {
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
} from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * Sets whether images would be scanned.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html
 */
export const PutImageScanningConfiguration = operation<
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse
>({
  service: 'ecr',
  name: 'PutImageScanningConfiguration',
  access: 'write',
  honours: ['registryId', 'repositoryName', 'imageScanningConfiguration'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const scanOnPush = input.imageScanningConfiguration?.scanOnPush === true;
    context.resources.put('repository', { ...found, scanOnPush });
    return {
      registryId: found.accountId,
      repositoryName: found.name,
      imageScanningConfiguration: { scanOnPush },
    };
  },
});
