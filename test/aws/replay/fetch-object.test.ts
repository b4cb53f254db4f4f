// Fetching an object as S3 gives it: in parts where it is large, not at all where it may not, and broken off now and then.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBucketClients } from '../../../bot/aws/replay/bucket-clients.ts';
import { fetchObject, PART_BYTES } from '../../../bot/aws/replay/fetch-object.ts';
import { BUCKET, type ReplayAws, startReplayAws } from '../../support/replay-aws.ts';

let world: ReplayAws;
const large = Buffer.alloc(2 * PART_BYTES + 1_000, 'abcdefghijk');
beforeAll(async () => {
  world = await startReplayAws();
  await world.put('large', large);
  await world.put('small ü+&', 'x');
  await world.put('empty', '');
});
afterEach(() => world.aws.faults.clear());
afterAll(() => world.close());

const fetch = (key: string) => fetchObject(`s3://${BUCKET}/${key}`, createBucketClients(world.access));
async function all({ first, rest }: Awaited<ReturnType<typeof fetch>>): Promise<Buffer> {
  const pieces = [first];
  for await (const piece of rest ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('an object', () => {
  it('comes in one answer where it is small', async () => {
    const from = world.aws.calls.length;
    expect(await fetch('small ü+&')).toEqual({ first: Buffer.from('x') });
    expect(world.calls('GetObject', from)).toHaveLength(1);
  });

  it('comes part after part where it is large, and no part before it is asked for', async () => {
    const from = world.aws.calls.length;
    const fetched = await fetch('large');
    expect(fetched.first).toHaveLength(PART_BYTES);
    expect(world.calls('GetObject', from)).toHaveLength(1);
    expect((await all(fetched)).equals(large)).toBe(true);
    expect(world.calls('GetObject', from)).toHaveLength(3);
  });

  it('may be empty', async () => {
    expect(await fetch('empty')).toEqual({ first: Buffer.alloc(0) });
  });

  it('is asked for in the Region of its bucket', async () => {
    const elsewhere = await startReplayAws('eu-west-1');
    await elsewhere.put('a', 'x');
    await fetchObject(`s3://${BUCKET}/a`, createBucketClients(elsewhere.access));
    expect(elsewhere.calls('GetObject').map(({ region }) => region)).toEqual(['eu-west-1']);
    await elsewhere.close();
  });

  it('is refused in words that say what to do', async () => {
    const cases = [
      [
        'InvalidObjectState',
        403,
        'The operation is not valid',
        'It is archived (Glacier): restore it first.',
      ],
      ['AccessDenied', 403, 'Access Denied', 'AWS refused it: you need s3:GetObject.'],
      ['AccessDenied', 403, 'not authorized to perform: kms:Decrypt on the resource', /you need kms:Decrypt/],
      ['KMS.DisabledException', 400, 'the key is disabled', /kms:Decrypt/],
      ['Strange', 400, 'Who knows', 'It could not be fetched: Strange.'],
    ] as const;
    for (const [code, status, message, told] of cases) {
      world.aws.faults.add({ operation: 'GetObject', code, status, message, times: 1 });
      await expect(fetch('small ü+&')).rejects.toMatchObject({
        code: 'input_unreadable',
        message: typeof told === 'string' ? told : expect.stringMatching(told),
      });
    }
    await expect(fetch('gone')).rejects.toMatchObject({ message: 'It was deleted meanwhile.' });
  });

  it('that is replaced while it is read is not read as one', async () => {
    const fetched = await fetch('large');
    await world.put('large', Buffer.alloc(large.length, 'z'));
    await expect(all(fetched)).rejects.toMatchObject({
      message: 'It was replaced while it was read.',
    });
    await world.put('large', large);
  });
});

describe('an answer that breaks off', () => {
  /** Breaks off each answer that is an object's, until so many have been. */
  async function startBreaking(times: number) {
    let asked = 0;
    const server = createServer((request, response) => {
      const isObject = request.method === 'GET';
      response.writeHead(200, { 'content-length': isObject ? 10 : 0, etag: '"e"' });
      if (isObject) asked += 1;
      if (!isObject || asked > times) response.end(isObject ? '0123456789' : '');
      else response.write('01234', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const clients = createBucketClients({ ...world.access, endpoint: `http://127.0.0.1:${port}` });
    return {
      fetch: () => fetchObject(`s3://${BUCKET}/a`, clients),
      asked: () => asked,
      close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
    };
  }

  it('is asked for again', async () => {
    const broken = await startBreaking(2);
    expect((await broken.fetch()).first.toString()).toBe('0123456789');
    expect(broken.asked()).toBe(3);
    await broken.close();
  });

  it('is given up after a few times', async () => {
    const broken = await startBreaking(Number.POSITIVE_INFINITY);
    await expect(broken.fetch()).rejects.toMatchObject({
      code: 'input_unreadable',
      message: expect.stringContaining('could not be fetched'),
    });
    expect(broken.asked()).toBe(3);
    await broken.close();
  });
});
