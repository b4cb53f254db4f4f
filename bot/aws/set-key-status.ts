// Makes a user's access key active or inactive.
import { type StatusType, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import type { Target } from '../domain/containment/target.ts';
import { callIam } from './iam-call.ts';
import type { IamFor } from './iam-for.ts';

/** True; false when the key or its user is not there (any more). */
export async function setKeyStatus(
  iamFor: IamFor,
  { accountId, name: UserName }: Target,
  AccessKeyId: string,
  Status: StatusType,
): Promise<boolean> {
  const iam = iamFor(accountId);
  const command = new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status });
  return callIam('iam:UpdateAccessKey', async () => !!(await iam.send(command)), {
    NoSuchEntityException: false,
  });
}
