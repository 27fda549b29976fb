/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const accountLimits = {
  StackLimit: 2000,
  StackOutputsLimit: 200,
  ConcurrentResourcesLimit: 2500,
} as const;

/** Of a template that is sent with the request. */
export const templateBodyBytesMax = 51_200;
