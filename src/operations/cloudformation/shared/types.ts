/** The ARN of a resource type of AWS's. */
export function typeArn(region: string, name: string): string {
  return `arn:aws:cloudformation:${region}::type/resource/${name.replaceAll('::', '-')}`;
}
