// The ingress as Lambda gets it: one small file that checks who asks, and queues what was asked.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { parseJob } from '../../bot/domain/job.ts';
import { ACTIONS } from '../../bot/domain/naming.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { makeBundle } from '../../infra/bundle/write-bundles.ts';
import { clickForm, signed } from '../support/signed-click.ts';
import { SIGNING_SECRET } from '../support/world.ts';

const MOST_BYTES = 200_000;
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  TRAILBOT_JOB_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/trailbot-jobs',
  TRAILBOT_BOT_TOKEN_PARAMETER: '/trailbot/slack-bot-token',
  TRAILBOT_SIGNING_SECRET_PARAMETER: '/trailbot/slack-signing-secret',
};

type Handler = (event: object) => Promise<{ readonly statusCode: number; readonly body?: string }>;

let folder: string;
let outfile: string;
let handler: Handler;
const queued: string[] = [];

/** What the function asks of AWS: its parameters when it starts, then the queue. */
async function answerAsAws(_url: unknown, init?: { readonly body?: unknown }): Promise<Response> {
  const { Names, MessageBody } = JSON.parse(String(init?.body));
  if (MessageBody !== undefined) queued.push(MessageBody);
  const Parameters = [
    { Name: ENVIRONMENT.TRAILBOT_BOT_TOKEN_PARAMETER, Value: 'xoxb-example' },
    { Name: ENVIRONMENT.TRAILBOT_SIGNING_SECRET_PARAMETER, Value: SIGNING_SECRET },
  ];
  return Response.json(Names === undefined ? { MessageId: 'm' } : { Parameters });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailbot-bundle-'));
  const { made } = await makeBundle('ingress', loadCatalog(TEMPLATES));
  outfile = join(folder, 'index.mjs');
  await writeFile(outfile, made.get('index.mjs') ?? '');
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubGlobal('fetch', answerAsAws);
  ({ handler } = (await import(pathToFileURL(outfile).href)) as { handler: Handler });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

describe('the bundle of the ingress', () => {
  it('is small, because a person waits for its start', async () => {
    expect((await stat(outfile)).size).toBeLessThan(MOST_BYTES);
  });

  it('queues what a person pressed', async () => {
    const click = { actionId: ACTIONS.showActivity, value: 'inc-1', channel: 'C0ALERTS01', ts: '1.1' };
    const { headers, body } = signed(clickForm(click));
    const event = { headers, body: body.toString('base64'), isBase64Encoded: true };
    expect(await handler(event)).toMatchObject({ statusCode: 200 });
    expect(queued.map(parseJob)).toMatchObject([
      { userId: 'U0ALEX0001', work: { kind: 'show-activity', incidentId: 'inc-1' } },
    ]);
  });

  it('knows the detections and queries of the templates', async () => {
    const form = { command: '/trail', text: 'query console-logins last=2h', user_id: 'U0ALEX0001' };
    const place = { team_id: 'T0SANDBOX', channel_id: 'C0ALERTS01', trigger_id: '1.2.3' };
    const hook = { response_url: 'https://hooks.slack.com/commands/1' };
    const { headers, body } = signed(new URLSearchParams({ ...form, ...place, ...hook }).toString());
    expect(await handler({ headers, body: body.toString() })).toMatchObject({ statusCode: 200 });
    expect(parseJob(queued.at(-1) ?? '')).toMatchObject({
      work: { kind: 'run-query', queryId: 'console-logins', hours: 2 },
    });
  });

  it('refuses what Slack did not sign', async () => {
    const { headers, body } = signed(clickForm({ actionId: 'x', value: 'y', channel: 'C', ts: '1' }), {
      secret: 'another',
    });
    expect(await handler({ headers, body: body.toString() })).toMatchObject({ statusCode: 401 });
    expect(await handler({})).toMatchObject({ statusCode: 401 });
  });
});
