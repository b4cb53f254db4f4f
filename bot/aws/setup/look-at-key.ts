// Reads a KMS key and its policy: what may be done with it decides whether alarms are heard and log files are written.
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { parseArn } from '../../domain/parse-arn.ts';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { callAsCaller, callUnlessMissing } from './call-as-caller.ts';

export function createKeyLook(options: ClientOptions): Pick<AccountLook, 'key'> {
  return {
    async key(KeyId) {
      // A bucket's key is where the bucket is.
      const region = parseArn(KeyId)?.region || options.region;
      const kms = new KMSClient({ ...options, region });
      const described = await callUnlessMissing('kms:DescribeKey', ['NotFoundException'], () =>
        kms.send(new DescribeKeyCommand({ KeyId })),
      );
      const { Arn: arn, KeyState: state = 'unknown', KeyManager } = described?.KeyMetadata ?? {};
      if (arn === undefined) return undefined;
      // It takes no alias.
      const { Policy: policy = '' } = await callAsCaller('kms:GetKeyPolicy', () =>
        kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' })),
      );
      return { arn, state, isAwsManaged: KeyManager === 'AWS', policy };
    },
  };
}
