import type {
  UpdateHostedZoneCommentRequest,
  UpdateHostedZoneCommentResponse,
} from '@aws-sdk/client-route-53';
import type { HostedZone } from '../../model/dns-resources.ts';
import { operation } from '../operation.ts';
import { checkComment, requireZone, toSdkZone } from './shared/zones.ts';

/** Changes the comment, or takes it away when none is given. */
export const UpdateHostedZoneComment = operation<
  UpdateHostedZoneCommentRequest,
  UpdateHostedZoneCommentResponse
>({
  service: 'route53',
  name: 'UpdateHostedZoneComment',
  access: 'write',
  honours: ['Id', 'Comment'],
  handle(input, context) {
    const { comment: _, ...rest } = requireZone(context, input.Id ?? '');
    const comment = checkComment(input.Comment);
    const zone: HostedZone = { ...rest, ...(comment !== undefined && comment !== '' && { comment }) };
    context.resources.put('hostedZone', zone);
    return { HostedZone: toSdkZone(context.resources, zone) };
  },
});
