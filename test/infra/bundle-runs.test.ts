// The functions as they are deployed: each bundle alone in its folder and process, doing the work that it is there for.

import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRolePolicyCommand, IAMClient, ListAttachedUserPoliciesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createContainments } from '../../bot/aws/containments.ts';
import { createJobQueue } from '../../bot/aws/job-queue.ts';
import { createPostToAws } from '../../bot/aws/post-to-aws.ts';
import type { Containment, Mode } from '../../bot/domain/containment/containment.ts';
import type { Job, Work } from '../../bot/domain/job.ts';
import { ACTIONS, LOG_GROUP, REVOKE_POLICY, TABLE } from '../../bot/domain/naming.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { clickForm, signed } from '../support/signed-click.ts';
import { stopLogging } from '../support/trail-records.ts';
import { ALEX, SAM } from '../support/triage-stage.ts';
import { textOf } from '../support/world.ts';
import { type BundleStage, startBundles, until } from './bundle-stage.ts';

const CLOCK = { now: () => new Date() };
const ALERTS = 'C0ALERTS01';
const SHOP = 'arn:aws:iam::123456789012:role/shop-backend';

// Several steps a test, each of which may take as long as `until` waits.
vi.setConfig({ testTimeout: 180_000 });
let stage: BundleStage;
let jobs = 0;

beforeAll(async () => {
  stage = await startBundles(['root-usage', 'log-filter-removed']);
}, 120_000);
afterAll(() => stage.close());

const said = (words: string) => stage.slack.messages().find((message) => textOf(message).includes(words));

/** Slack's message about mallory, who stopped the trail's logging. */
async function alertAbout(name: string): Promise<SlackMessage> {
  const { logs } = stage.clients;
  const place = { logGroupName: LOG_GROUP, logStreamName: name };
  const message = JSON.stringify(stopLogging(name, { sourceIPAddress: '203.0.113.9' }));
  await logs.send(new CreateLogStreamCommand(place));
  const logEvents = [{ timestamp: Date.now(), message }];
  await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
  return until(stage, () => said(name));
}

async function ask(userId: string, work: Work, replyTo: Job['replyTo'] = { kind: 'home' }): Promise<void> {
  const { aws, made } = stage;
  const place = { region: aws.region, credentials: made.credentials, endpoint: aws.url };
  const queue = createJobQueue(createPostToAws(place, CLOCK), made.jobQueueUrl);
  jobs += 1;
  await queue.add({ id: `job ${jobs}`, userId, replyTo, work });
}

/** What became of the containment of `whom`, once it `is` so. */
function containmentOf(whom: string, is: (containment: Containment) => boolean): Promise<Containment> {
  const containments = createContainments(stage.clients, TABLE, CLOCK);
  return until(stage, async () =>
    (await containments.listActive()).find((one) => whom.endsWith(one.target.name) && is(one)),
  );
}

async function contain(whom: string, mode: Mode): Promise<Containment> {
  const request = { kind: 'request-containment', mode, deletePassword: false, reason: 'Leaked' } as const;
  await ask(ALEX, { ...request, whom });
  const { id, card } = await containmentOf(whom, (one) => one.card !== undefined);
  const on = { kind: 'thread', channel: card?.channel ?? '', threadTs: card?.threadTs ?? '' } as const;
  await ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' }, on);
  return containmentOf(whom, ({ history }) => history.some(({ kind }) => kind === 'verified'));
}

describe('the bundle of', () => {
  it('alert turns an alarm into a message', async () => {
    const alarm = { AlarmName: 'root-usage', StateValue: 'ALARM', StateReason: 'a test' } as const;
    await stage.clients.cloudWatch.send(new SetAlarmStateCommand(alarm));
    const message = await until(stage, () => said('Root account used'));
    expect(textOf(message)).toContain('not known yet');
  });

  it('stream turns an event into a message, and finds out where it came from', async () => {
    expect(textOf(await alertAbout('mallory'))).toContain('203.0.113.9 (Australia');
    expect(stage.functions.stream.log()).not.toContain('cannot be read');
  });

  it('ingress and job answer a button', async () => {
    const { ts } = await alertAbout('trent');
    const button = new RegExp(`"action_id":"${ACTIONS.showActivity}".*?"value":"([^"]+)"`);
    const shown = JSON.stringify(stage.slack.messages().find((message) => message.ts === ts)?.blocks);
    const value = button.exec(shown)?.[1] ?? '';
    const click = { actionId: ACTIONS.showActivity, value, channel: ALERTS, ts };
    const { headers, body } = signed(clickForm(click));
    const event = { headers, body: body.toString('base64'), isBase64Encoded: true };
    expect(await stage.functions.ingress.invoke(event)).toMatchObject({ statusCode: 200 });
    await until(stage, () =>
      stage.slack.messages().some((message) => message.thread_ts === ts && textOf(message).includes('trent')),
    );
  });

  it('job draws the picture of a timeline', async () => {
    const { ts } = await alertAbout('peggy');
    const work = { kind: 'run-query', queryId: 'actor-timeline', values: { principal: 'peggy' } } as const;
    await ask(ALEX, work, { kind: 'thread', channel: ALERTS, threadTs: ts });
    const files = await until(stage, () => stage.slack.messages().find((message) => message.files)?.files);
    expect(files).toMatchObject([{ name: expect.stringMatching(/^actor-timeline-.*\.png$/) }]);
  });

  it('job looks at the whole trail, with what it loads for that alone', async () => {
    const { ts } = await alertAbout('victor');
    await ask(ALEX, { kind: 'status' }, { kind: 'thread', channel: ALERTS, threadTs: ts });
    await until(stage, () => said('It is logging'));
  });

  it('job makes a test record of a detection’s example', async () => {
    const { ts } = await alertAbout('walter');
    const work = { kind: 'test', detectionId: 'log-filter-removed' } as const;
    await ask(ALEX, work, { kind: 'thread', channel: ALERTS, threadTs: ts });
    await until(stage, () => said('The test event came through'));
  });

  it('contain locks a user out, and release gives back what it took', async () => {
    const UserName = 'ci-deploy';
    const policies = () => stage.clients.iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    const { id, card } = await contain(UserName, 'deny');
    expect(JSON.stringify(await policies())).toContain('AWSDenyAll');
    await ask(SAM, { kind: 'request-release', containmentId: id, reason: 'All is well' });
    await containmentOf(UserName, ({ release }) => release !== undefined);
    const on = { kind: 'thread', channel: card?.channel ?? '', threadTs: card?.threadTs ?? '' } as const;
    await ask(ALEX, { kind: 'approve-release', containmentId: id, messageTs: card?.ts ?? '' }, on);
    await until(stage, async () => !JSON.stringify(await policies()).includes('AWSDenyAll'));
  });

  it('revoke refuses a role’s earlier sessions', async () => {
    await contain(SHOP, 'revoke-sessions');
    const iam = new IAMClient({
      region: stage.aws.region,
      endpoint: stage.aws.url,
      credentials: stage.made.credentials,
    });
    const place = { RoleName: 'shop-backend', PolicyName: REVOKE_POLICY };
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(place));
    expect(decodeURIComponent(PolicyDocument)).toContain('aws:TokenIssueTime');
  });
});

describe('all of them', () => {
  it('wrote down no error', () => {
    const logs = Object.values(stage.functions).map(({ log }) => log());
    expect(
      logs
        .join('')
        .split('\n')
        .filter((line) => /"ERROR"|Cannot find|not in this bundle/.test(line)),
    ).toEqual([]);
  });
});
