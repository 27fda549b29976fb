import type { IAMPolicy } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { same } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { deleteInline, type IdentityKind, putInline, readInline } from '../shared/identities.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const Policy = resourceType<IAMPolicy>({
  name: 'AWS::IAM::Policy',
  honours: ['PolicyName', 'PolicyDocument', 'Roles', 'Users', 'Groups'],
  create(properties, step) {
    change(undefined, properties, step);
    return step.name(128);
  },
  update(_, before, after, step) {
    change(before, after, step);
  },
  delete(_, properties, step) {
    change(properties, undefined, step);
  },
  attributes: (id) => ({ Id: id }),
  read(_, properties, step) {
    const found = holders(properties).flatMap((holder) => {
      const document = readInline(holder.kind, holder.name, properties, step);
      return document === undefined ? [] : [{ ...holder, document }];
    });
    const [first] = found;
    if (!first) return undefined;
    const differing = found.find(({ document }) => !same(document, properties.PolicyDocument));
    const named = (kind: IdentityKind) => found.filter((each) => each.kind === kind).map(({ name }) => name);
    return {
      PolicyName: properties.PolicyName,
      PolicyDocument: (differing ?? first).document,
      Roles: properties.Roles && named('Role'),
      Users: properties.Users && named('User'),
      Groups: properties.Groups && named('Group'),
    };
  },
});

interface Holder {
  readonly kind: IdentityKind;
  readonly name: string;
}

function holders(properties: IAMPolicy | undefined): readonly Holder[] {
  const { Roles = [], Users = [], Groups = [] } = properties ?? {};
  return [
    ...Roles.map((name) => ({ kind: 'Role', name }) as const),
    ...Users.map((name) => ({ kind: 'User', name }) as const),
    ...Groups.map((name) => ({ kind: 'Group', name }) as const),
  ];
}

function change(before: IAMPolicy | undefined, after: IAMPolicy | undefined, step: Step): void {
  const includes = (of: IAMPolicy | undefined, { kind, name }: Holder) =>
    holders(of).some((holder) => holder.kind === kind && holder.name === name);
  for (const holder of holders(before)) {
    if (before && (before.PolicyName !== after?.PolicyName || !includes(after, holder))) {
      deleteInline(holder.kind, holder.name, before.PolicyName, step);
    }
  }
  const isSame =
    before?.PolicyName === after?.PolicyName && same(before?.PolicyDocument, after?.PolicyDocument);
  for (const holder of holders(after)) {
    if (after && !(isSame && includes(before, holder))) putInline(holder.kind, holder.name, after, step);
  }
}
