import type { AssociateRouteTableResult, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import type { EC2SubnetRouteTableAssociation } from '../../generated/properties.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetroutetableassociation.html */
export const SubnetRouteTableAssociation = resourceType<EC2SubnetRouteTableAssociation>({
  name: 'AWS::EC2::SubnetRouteTableAssociation',
  honours: ['RouteTableId', 'SubnetId'],
  create({ RouteTableId, SubnetId }, step) {
    const input = { RouteTableId, SubnetId };
    return answered(call<AssociateRouteTableResult>(step, 'ec2', 'AssociateRouteTable', input).AssociationId);
  },
  update(AssociationId, before, { RouteTableId }, step) {
    if (before.RouteTableId === RouteTableId) return undefined;
    const input = { AssociationId, RouteTableId };
    const result = call<{ NewAssociationId?: string }>(step, 'ec2', 'ReplaceRouteTableAssociation', input);
    return answered(result.NewAssociationId);
  },
  delete(AssociationId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DisassociateRouteTable', { AssociationId }));
  },
  attributes: (id) => ({ Id: id }),
  read(id, _, step) {
    const Filters = [{ Name: 'association.route-table-association-id', Values: [id] }];
    const result = call<DescribeRouteTablesResult>(step, 'ec2', 'DescribeRouteTables', { Filters });
    const associations = (result.RouteTables ?? []).flatMap((table) => table.Associations ?? []);
    const found = associations.find((each) => each.RouteTableAssociationId === id);
    return found && { RouteTableId: found.RouteTableId, SubnetId: found.SubnetId };
  },
});
