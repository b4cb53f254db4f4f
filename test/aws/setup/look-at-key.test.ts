// A key as KMS's own protocol tells of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyLook } from '../../../bot/aws/setup/look-at-key.ts';
import { type AnsweringServer, startAnsweringServer } from '../../support/answering-server.ts';

const ARN = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const DESCRIBED = { KeyMetadata: { KeyId: '1', Arn: ARN, KeyState: 'Enabled', KeyManager: 'CUSTOMER' } };

let kms: AnsweringServer;
let look: ReturnType<typeof createKeyLook>;
beforeAll(async () => {
  kms = await startAnsweringServer(({ headers }) => String(headers['x-amz-target']).split('.').at(-1) ?? '');
  look = createKeyLook(kms.options);
});
beforeEach(() => {
  kms.calls.length = 0;
  kms.answers = { DescribeKey: DESCRIBED, GetKeyPolicy: { Policy: POLICY, PolicyName: 'default' } };
});
afterAll(() => kms.close());

describe('a KMS key', () => {
  it('is told with its state, its owner and its policy, which is asked for by the ARN', async () => {
    expect(await look.key('alias/theirs')).toEqual({
      arn: ARN,
      state: 'Enabled',
      isAwsManaged: false,
      policy: POLICY,
    });
    expect(kms.calls.map(({ operation, body }) => [operation, body])).toEqual([
      ['DescribeKey', { KeyId: 'alias/theirs' }],
      ['GetKeyPolicy', { KeyId: ARN, PolicyName: 'default' }],
    ]);
  });

  it('is told to be one that AWS manages', async () => {
    kms.answers = {
      ...kms.answers,
      DescribeKey: { KeyMetadata: { ...DESCRIBED.KeyMetadata, KeyManager: 'AWS' } },
    };
    expect(await look.key(ARN)).toMatchObject({ isAwsManaged: true });
  });

  it('is looked for in the Region that its ARN names', async () => {
    await look.key(ARN.replace('us-east-1', 'eu-west-1'));
    await look.key('1');
    expect(kms.calls.map(({ region }) => region)).toEqual([
      'eu-west-1',
      'eu-west-1',
      'us-east-1',
      'us-east-1',
    ]);
  });

  it('is not there when KMS knows none', async () => {
    kms.answers = { DescribeKey: 'NotFoundException' };
    expect(await look.key(ARN)).toBeUndefined();
  });

  it.each(['DescribeKey', 'GetKeyPolicy'])(
    'is not taken for missing when %s is refused',
    async (operation) => {
      kms.answers = { ...kms.answers, [operation]: 'AccessDeniedException' };
      await expect(look.key(ARN)).rejects.toMatchObject({
        code: 'aws_denied',
        hint: expect.stringContaining(`kms:${operation}`),
      });
    },
  );
});
