import type { CreateAccessKeyResponse, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import type { IAMAccessKey } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { iam } from '../shared/identities.ts';

/**
 * The secret is answered once, and kept with the record of the resource for `Fn::GetAtt`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html
 */
export const AccessKey = resourceType<IAMAccessKey>({
  name: 'AWS::IAM::AccessKey',
  honours: ['UserName', 'Status', 'Serial'],
  create({ UserName, Status = 'Active' }, step) {
    const { AccessKey: made } = iam<CreateAccessKeyResponse>(step, 'CreateAccessKey', { UserName });
    const id = answered(made?.AccessKeyId);
    step.keep({ SecretAccessKey: answered(made?.SecretAccessKey) });
    if (Status !== 'Active') setStatus(UserName, id, Status, step);
    return id;
  },
  update(id, { Status: before = 'Active' }, { UserName, Status: after = 'Active' }, step) {
    if (before !== after) setStatus(UserName, id, after, step);
  },
  delete(AccessKeyId, { UserName }, step) {
    unlessGone(() => iam(step, 'DeleteAccessKey', { UserName, AccessKeyId }));
  },
  attributes: (id, _, step) => ({ Id: id, SecretAccessKey: step.kept.SecretAccessKey ?? '' }),
  read(id, { UserName, Serial }, step) {
    const result = unlessGone(() => iam<ListAccessKeysResponse>(step, 'ListAccessKeys', { UserName }));
    const key = result?.AccessKeyMetadata?.find(({ AccessKeyId }) => AccessKeyId === id);
    // The serial is the template's own: another one asks for another key.
    return key && { UserName: key.UserName, Status: key.Status, Serial };
  },
});

function setStatus(UserName: string, AccessKeyId: string, Status: string, step: Step): void {
  iam(step, 'UpdateAccessKey', { UserName, AccessKeyId, Status });
}
