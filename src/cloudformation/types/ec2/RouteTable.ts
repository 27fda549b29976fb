import type { CreateRouteTableResult, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import type { EC2RouteTable } from '../../generated/properties.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-routetable.html */
export const RouteTable = resourceType<EC2RouteTable>({
  name: 'AWS::EC2::RouteTable',
  honours: ['VpcId', 'Tags'],
  create({ VpcId, Tags }, step) {
    const { RouteTable: made } = call<CreateRouteTableResult>(step, 'ec2', 'CreateRouteTable', {
      VpcId,
      TagSpecifications: tagSpecifications('route-table', Tags, step),
    });
    return answered(made?.RouteTableId);
  },
  update(id, before, after, step) {
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(RouteTableId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteRouteTable', { RouteTableId }));
  },
  attributes: (id) => ({ RouteTableId: id }),
  read(id, properties, step) {
    const input = { RouteTableIds: [id] };
    const result = unlessGone(() =>
      call<DescribeRouteTablesResult>(step, 'ec2', 'DescribeRouteTables', input),
    );
    const table = result?.RouteTables?.[0];
    return table && { VpcId: table.VpcId, Tags: ownTags(table.Tags, properties.Tags, step) };
  },
});
