/** Services by the name that they are signed for. */
export type ServiceName =
  | 'acm'
  | 'cloudformation'
  | 'cloudtrail'
  | 'ec2'
  | 'ecr'
  | 'elasticloadbalancing'
  | 'iam'
  | 'logs'
  | 'monitoring'
  | 'route53'
  | 's3'
  | 'sns'
  | 'ssm'
  | 'sts';
