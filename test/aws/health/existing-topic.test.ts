import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteTopicCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClients } from '../../../bot/aws/clients.ts';
import { createTrailHealth } from '../../../bot/aws/health/trail-health.ts';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { Finding } from '../../../bot/domain/health/health.ts';
import type { TrailHealth } from '../../../bot/ports/aws.ts';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { provision } from '../../../bot/sandbox/provision/provision.ts';
import { CREDENTIALS } from '../../../bot/sandbox/provision/provision-clients.ts';
import { createFaultSwitches, type FaultSwitches } from '../../../bot/sandbox/provision/switch-faults.ts';
import { QUICK } from '../../support/world.ts';

/** In another account than the bot, as a company's central topic is. */
const TOPIC = 'arn:aws:sns:us-east-1:210987654321:company-alarms';
const all = loadCatalog(new URL('../../../templates/', import.meta.url));
const { deployment } = all.settings;
const catalog = {
  ...all,
  detections: all.detections.filter(({ id }) => ['cloudtrail-changes', 'root-usage'].includes(id)),
  settings: {
    ...all.settings,
    deployment: {
      ...deployment,
      existing: { ...deployment.existing, bucket: 'example-trail-logs', topicArn: TOPIC },
      withoutAlarm: ['cloudtrail-changes'],
    },
  },
};

let aws: SandboxAws;
let health: TrailHealth;
let switches: FaultSwitches;
let clients: ReturnType<typeof createClients>;

beforeAll(async () => {
  aws = await startSandboxAws({ port: 0, pace: QUICK });
  const place = { endpoint: aws.url, region: 'us-east-1' };
  const secrets = { botToken: 'xoxb-test', signingSecret: 'secret' };
  await provision({ ...place, catalog, secrets, inside: aws });
  const options = { ...place, credentials: CREDENTIALS };
  health = createTrailHealth(options, { catalog, clock: { now: () => new Date() } });
  switches = createFaultSwitches({ ...place, catalog, trail: aws.trail, faults: aws.faults });
  clients = createClients(options);
});
afterAll(async () => {
  switches.close();
  await aws.close();
});

const notOk = (findings: readonly Finding[]) => findings.filter(({ state }) => state !== 'ok');
const troubles = async () => notOk(await health.check()).map(({ check, state }) => `${check} ${state}`);

describe('the health of a trail whose alarms notify a topic that was there already', () => {
  it('is all green, without a topic of our own', async () => {
    const { Topics = [] } = await clients.sns.send(new ListTopicsCommand());
    expect(Topics.map(({ TopicArn }) => TopicArn)).toContain(TOPIC);
    expect(Topics.map(({ TopicArn }) => TopicArn)).not.toContainEqual(
      expect.stringMatching(/:security-alerts$/),
    );
    const findings = await health.check();
    expect(notOk(findings)).toEqual([]);
    expect(findings.find(({ check }) => check === 'alarms')?.detail).toMatch(
      /^All 1, sent to company-alarms;/,
    );
  });

  it.each([
    ['bot-unsubscribed', ['alert-subscription broken']],
    ['filter-deleted', ['metric-filters broken']],
    ['alarm-silenced', ['alarms broken']],
  ])('is what it is for any other after %s, and green again after', async (fault, turned) => {
    await switches.set(fault, true);
    expect(await troubles()).toEqual(turned);
    await switches.set(fault, false);
    expect(await troubles()).toEqual([]);
  });

  it.each([
    ['sns', 'AuthorizationError', ['alert-topic unknown', 'alert-subscription unknown']],
    [
      'sqs',
      'AccessDeniedException',
      ['alert-subscription unknown', 'alert-dead-letters unknown', 'job-dead-letters unknown'],
    ],
  ])('leaves unknown just what %s would have told', async (service, code, unknown) => {
    const takeBack = aws.faults.add({ service, code, status: 403, times: Number.POSITIVE_INFINITY });
    const found = await troubles();
    takeBack();
    expect(found).toEqual(unknown);
  });

  it('names the owner of a bucket that may be another account’s when it cannot be read', async () => {
    const fault = { service: 's3', code: 'AccessDenied', status: 403, times: Number.POSITIVE_INFINITY };
    const takeBack = aws.faults.add(fault);
    const found = notOk(await health.check());
    takeBack();
    expect(found).toHaveLength(4);
    for (const { remedy } of found)
      expect(remedy).toMatch(/^Allow s3:.*\. If the bucket is another account's, its policy has to allow it/);
  });

  it('is broken by an alarm that goes to a topic of our name, and by a topic that is gone', async () => {
    const actions = ['arn:aws:sns:us-east-1:123456789012:security-alerts'];
    await clients.cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'root-usage',
        Namespace: 'Trailbot',
        MetricName: 'root-usage',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: actions,
        OKActions: actions,
      }),
    );
    expect(await troubles()).toEqual(['alarms broken']);
    await clients.sns.send(new DeleteTopicCommand({ TopicArn: TOPIC }));
    expect(await troubles()).toEqual(['alarms broken', 'alert-topic broken', 'alert-subscription unknown']);
  });
});
