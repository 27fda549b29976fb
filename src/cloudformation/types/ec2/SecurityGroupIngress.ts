import { securityGroupRule } from '../shared/security-group-rule.ts';
import { ingressMembers } from '../shared/security-rules.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html */
export const SecurityGroupIngress = securityGroupRule('Ingress', ['GroupId', 'GroupName', ...ingressMembers]);
