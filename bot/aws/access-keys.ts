// When an access key was created.
import { ListAccessKeysCommand } from '@aws-sdk/client-iam';
import type { AccessKeys } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

export function createAccessKeys({ iam }: Pick<Clients, 'iam'>): AccessKeys {
  return {
    async created(userName, accessKeyId) {
      const keys = await listKeys(iam, userName);
      return keys.find((key) => key.AccessKeyId === accessKeyId)?.CreateDate;
    },
  };
}

/** A user that was deleted since has no keys: that is an answer, not a failure. */
async function listKeys(iam: Clients['iam'], UserName: string) {
  return callAws('iam:ListAccessKeys', async () => {
    try {
      return (await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata ?? [];
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchEntityException') return [];
      throw error;
    }
  });
}
