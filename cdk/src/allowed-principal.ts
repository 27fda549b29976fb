import { Aws, Token } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { InvalidUsage } from './invalid-usage.ts';

/** Who may create an endpoint for a service. */
export class AllowedPrincipal {
  /** @param accountId 12 digits */
  static account(accountId: string): AllowedPrincipal {
    return new AllowedPrincipal(iamArn(accountId, 'root'));
  }

  /** Several accounts, such as those of an organisation: PrivateLink knows accounts, not organisations. */
  static accounts(accountIds: readonly string[]): AllowedPrincipal[] {
    return accountIds.map((id) => AllowedPrincipal.account(id));
  }

  /** @param roleName without a path: PrivateLink does not take roles that have one */
  static role(accountId: string, roleName: string): AllowedPrincipal {
    return new AllowedPrincipal(iamArn(accountId, `role/${withoutPath('role', roleName)}`));
  }

  /** @param userName without a path: PrivateLink does not take users who have one */
  static user(accountId: string, userName: string): AllowedPrincipal {
    return new AllowedPrincipal(iamArn(accountId, `user/${withoutPath('user', userName)}`));
  }

  /** The ARN of an account's root, a role or a user; it may be a token. */
  static arn(arn: string): AllowedPrincipal {
    const isKnown =
      Token.isUnresolved(arn) || /^arn:[a-z-]+:iam::\d{12}:(root|(role|user)\/[^/]+)$/.test(arn);
    if (isKnown) return new AllowedPrincipal(arn);
    throw new InvalidUsage(
      'AllowedPrincipal.arn',
      `${JSON.stringify(arn)} cannot be allowed.`,
      'Expected the ARN of an account, a role or a user without a path, such as arn:aws:iam::111122223333:role/Deploy.',
    );
  }

  /** Every AWS account there is. With `acceptanceRequired: false`, anybody can connect. */
  static anyone(): AllowedPrincipal {
    return new AllowedPrincipal('*');
  }

  /** What PrivateLink is told. */
  readonly arn: string;

  private constructor(arn: string) {
    this.arn = arn;
  }

  /** As the CDK's own constructs take it. */
  toArnPrincipal(): ArnPrincipal {
    return new ArnPrincipal(this.arn);
  }
}

function iamArn(accountId: string, resource: string): string {
  if (!Token.isUnresolved(accountId) && !/^\d{12}$/.test(accountId)) {
    throw new InvalidUsage(
      'AllowedPrincipal',
      `${JSON.stringify(accountId)} is not the id of an account.`,
      'Expected 12 digits, such as "111122223333", as text: a number would lose zeros at its start.',
    );
  }
  return `arn:${Aws.PARTITION}:iam::${accountId}:${resource}`;
}

function withoutPath(kind: string, name: string): string {
  if (Token.isUnresolved(name) || /^[\w+=,.@-]{1,128}$/.test(name)) return name;
  throw new InvalidUsage(
    'AllowedPrincipal',
    `${JSON.stringify(name)} is not the name of a ${kind} that can be allowed.`,
    `Expected a ${kind}'s name without a path, such as "Deploy".`,
  );
}
