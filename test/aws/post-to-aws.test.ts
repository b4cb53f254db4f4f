// Calls without the SDK: signed as the SDK signs, understood by the same services, and failing with the same words.

import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobQueue } from '../../bot/aws/job-queue.ts';
import { readParameters } from '../../bot/aws/parameters.ts';
import { createPostToAws, type PostToAws } from '../../bot/aws/post-to-aws.ts';
import { signRequest } from '../../bot/aws/sign-request.ts';
import type { Job } from '../../bot/domain/job.ts';
import { startAws, type TestAws } from '../support/aws.ts';

const clock = { now: () => new Date() };
const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
let world: TestAws;
let post: PostToAws;

beforeAll(async () => {
  world = await startAws();
  post = createPostToAws({ region: 'us-east-1', credentials, endpoint: world.aws.url }, clock);
});
afterAll(() => world.aws.close());

/** What the SDK's signer wants for a hash. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('not needed');
  }
}
const bytes = (data: string | ArrayBuffer | ArrayBufferView): Buffer => {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
};

describe('a signature', () => {
  it('is the one that the SDK would give', async () => {
    const cases = fc.record({
      body: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      service: fc.constantFrom('sqs', 'ssm'),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      secret: fc.stringMatching(/^[\w/+]{1,40}$/),
      token: fc.option(fc.stringMatching(/^[\w/+=]{1,60}$/), { nil: undefined }),
      at: fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ body, service, region, secret, token, at }) => {
        const host = `${service}.${region}.amazonaws.com`;
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.SendMessage',
        };
        const own = { accessKeyId: 'AKIA', secretAccessKey: secret, ...(token && { sessionToken: token }) };
        const signer = new SignatureV4({
          credentials: own,
          region,
          service,
          sha256: Sha256,
          applyChecksum: false,
        });
        const request = { method: 'POST', protocol: 'https:', hostname: host, path: '/', query: {}, body };
        const theirs = await signer.sign({ ...request, headers: { ...headers, host } }, { signingDate: at });
        const ours = signRequest({ service, region, host, headers, body }, own, at);
        expect(ours.authorization).toBe(theirs.headers.authorization);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the ingress', () => {
  it('puts a job into the queue that the job function reads', async () => {
    const { QueueUrl = '' } = await world.clients.sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
    const job: Job = { id: 'é', userId: 'U0ALEX0001', replyTo: { kind: 'home' }, work: { kind: 'status' } };
    await createJobQueue(post, QueueUrl).add(job);
    const { Messages } = await world.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toEqual(job);
  });

  it('reads the parameters that are there', async () => {
    const ssm = new SSMClient(world.options);
    await ssm.send(new PutParameterCommand({ Name: '/t/secret', Value: 'hush', Type: 'SecureString' }));
    expect([...(await readParameters(post, ['/t/secret', '/t/none']))]).toEqual([['/t/secret', 'hush']]);
  });

  it('is told what AWS refused, with the action as IAM names it', async () => {
    const queue = createJobQueue(post, `${world.aws.url}/123456789012/none`);
    const job: Job = { id: '1', userId: 'U0ALEX0001', replyTo: { kind: 'home' }, work: { kind: 'status' } };
    await expect(queue.add(job)).rejects.toMatchObject({
      code: 'aws_failed',
      message: expect.stringMatching(/^sqs:SendMessage failed \(.*QueueDoesNotExist\)\.$/),
    });
  });
});

describe('trouble at AWS', () => {
  const answering = async (answers: readonly [number, string][]) => {
    let asked = 0;
    const server = createServer((_, response) => {
      const [status, text] = answers[asked] ?? [200, '{}'];
      asked += 1;
      response.writeHead(status).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = createPostToAws({ region: 'us-east-1', credentials, endpoint }, clock);
    const outcome = await readParameters(call, ['a']).catch((error: unknown) => error);
    server.close();
    return { asked, outcome };
  };

  it('that passes is got over', async () => {
    expect(await answering([[503, 'busy']])).toEqual({ asked: 2, outcome: new Map() });
  });

  it('that stays is told after the second try', async () => {
    const { asked, outcome } = await answering([
      [500, '<html>'],
      [500, '{"__type":"InternalServerError"}'],
    ]);
    expect(asked).toBe(2);
    expect(outcome).toMatchObject({
      code: 'aws_failed',
      message: 'ssm:GetParameters failed (InternalServerError).',
    });
  });

  it.each<[string, string]>([
    ['{"__type":"AccessDeniedException","message":"no"}', 'aws_denied'],
    ['{"__type":"com.amazonaws.ssm#ThrottlingException"}', 'aws_throttled'],
    ['null', 'aws_failed'],
    ['', 'aws_failed'],
  ])('of the kind %j is not tried again', async (text, code) => {
    expect(await answering([[400, text]])).toMatchObject({ asked: 1, outcome: { code } });
  });

  it('is told when there is nobody', async () => {
    const call = createPostToAws({ region: 'us-east-1', credentials, endpoint: 'http://127.0.0.1:1' }, clock);
    await expect(readParameters(call, ['a'])).rejects.toMatchObject({ code: 'aws_failed' });
  });
});
