import { callAdmin } from '../admin/admin-client.ts';
import { isRegion } from '../model/zones.ts';

/** Whom to act as, and where. */
export interface ActingAs {
  /** The id or the name of an account; the first one when left out. */
  readonly account?: string;
  readonly region: string;
}

/** Variables of other credentials, which would be sent along and refused, or used instead. */
export const foreignVariables = ['AWS_SESSION_TOKEN', 'AWS_PROFILE'];

/**
 * The environment in which AWS clients use this Postern as the root user of an account.
 * @throws Error when there is no such region or account, or the account's root user has no active key
 */
export async function accountVariables(
  adminSocket: string,
  { account, region }: ActingAs,
): Promise<Readonly<Record<string, string>>> {
  if (!isRegion(region)) throw new Error(`'${region}' is not a region; us-east-1 is one.`);
  const [info, accounts] = await Promise.all([
    callAdmin(adminSocket, 'GET /info'),
    callAdmin(adminSocket, 'GET /accounts'),
  ]);
  const found =
    account === undefined
      ? accounts[0]
      : (accounts.find((each) => each.accountId === account) ??
        accounts.find((each) => each.name === account));
  if (found === undefined)
    throw new Error(`There is no account ${account ?? ''}. postern account list shows what there is.`);
  const { accessKeyId, secretAccessKey } = found;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      `The root user of account ${found.accountId} has no active key. postern account keys create ${found.accountId} makes one.`,
    );
  return {
    AWS_ENDPOINT_URL: info.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
