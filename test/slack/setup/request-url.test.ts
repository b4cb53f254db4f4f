// A knock at the function URL that only the right secret opens.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReceiver } from '../../../bot/slack/receiver.ts';
import { createRequestUrl } from '../../../bot/slack/setup/request-url.ts';

const clock = { now: () => new Date() };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const receiver = createReceiver({ signingSecret: 'right', clock, log });
const door = createRequestUrl(clock);
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/moved') return response.writeHead(302, { location: '/' }).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const { status, body } = await receiver.handle({ headers, body: Buffer.concat(chunks) });
    return response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

it('is answered 200 for the secret that the function has, and 401 for another', async () => {
  expect(await door.knock(url, 'right')).toBe(200);
  expect(await door.knock(url, 'wrong')).toBe(401);
});

it('gives nothing when nobody is there, or when somebody sends it elsewhere', async () => {
  expect(await door.knock('http://127.0.0.1:1/', 'right')).toBeUndefined();
  expect(await door.knock(`${url}moved`, 'right')).toBeUndefined();
});
