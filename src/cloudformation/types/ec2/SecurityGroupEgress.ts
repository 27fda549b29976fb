import { securityGroupRule } from '../shared/security-group-rule.ts';
import { egressMembers } from '../shared/security-rules.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html */
export const SecurityGroupEgress = securityGroupRule('Egress', ['GroupId', ...egressMembers]);
