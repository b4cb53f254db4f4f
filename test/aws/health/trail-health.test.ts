import { DeleteTrailCommand } from '@aws-sdk/client-cloudtrail';
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteLogGroupCommand, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClients } from '../../../bot/aws/clients.ts';
import { createTrailHealth } from '../../../bot/aws/health/trail-health.ts';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { Finding } from '../../../bot/domain/health/health.ts';
import { LOG_GROUP } from '../../../bot/domain/naming.ts';
import type { TrailHealth } from '../../../bot/ports/aws.ts';
import { placeLink } from '../../../bot/render/console-links.ts';
import { type SandboxAws, startSandboxAws } from '../../../bot/sandbox/aws/sandbox-aws.ts';
import { provision } from '../../../bot/sandbox/provision/provision.ts';
import { CREDENTIALS } from '../../../bot/sandbox/provision/provision-clients.ts';
import { createFaultSwitches, type FaultSwitches } from '../../../bot/sandbox/provision/switch-faults.ts';
import { QUICK } from '../../support/world.ts';

const TEMPLATES = new URL('../../../templates/', import.meta.url);
const all = loadCatalog(TEMPLATES);
const IDS = ['cloudtrail-changes', 'log-filter-removed', 'root-usage'];
const catalog = { ...all, detections: all.detections.filter(({ id }) => IDS.includes(id)) };

async function start() {
  const aws = await startSandboxAws({ port: 0, pace: QUICK });
  await provision({
    endpoint: aws.url,
    region: 'us-east-1',
    catalog,
    secrets: { botToken: 'xoxb-test', signingSecret: 'secret' },
    inside: aws,
  });
  const options = { region: 'us-east-1', endpoint: aws.url, credentials: CREDENTIALS };
  const health = createTrailHealth(options, { catalog, clock: { now: () => new Date() } });
  const switches = createFaultSwitches({
    endpoint: aws.url,
    region: 'us-east-1',
    catalog,
    trail: aws.trail,
    faults: aws.faults,
  });
  return { aws, health, switches, options };
}

const notOk = (findings: readonly Finding[]) => findings.filter(({ state }) => state !== 'ok');
const namesOf = (findings: readonly Finding[]) => findings.map(({ check, state }) => `${check} ${state}`);

let aws: SandboxAws;
let health: TrailHealth;
let switches: FaultSwitches;
let options: Awaited<ReturnType<typeof start>>['options'];

beforeAll(async () => {
  ({ aws, health, switches, options } = await start());
});
afterAll(async () => {
  switches.close();
  await aws.close();
});

/** Each fault, what it must turn, and what the remedy must say. */
const FAULTS: readonly (readonly [id: string, turned: readonly string[], remedy: RegExp])[] = [
  [
    'logging-stopped',
    ['trail-logging broken', 's3-delivery unknown', 'logs-delivery unknown', 'digest-delivery unknown'],
    /`aws cloudtrail start-logging --region us-east-1 --name company-security-audit-trail`/,
  ],
  [
    'selectors-narrowed',
    ['event-selectors broken'],
    /aws cloudtrail put-event-selectors .*ReadWriteType":"All"/,
  ],
  ['logs-late', ['logs-delivery broken'], /CloudTrail console.*CloudWatch Logs/],
  ['logs-refused', ['logs-delivery broken'], /role/],
  ['retention-removed', ['log-retention warning'], /aws logs put-retention-policy .*--retention-in-days 90/],
  [
    'bucket-public',
    ['bucket-private broken'],
    /aws s3api put-public-access-block --bucket company-cloudtrail/,
  ],
  ['s3-refused', ['s3-delivery broken', 'digest-delivery broken'], /S3 console.*policy lets cloudtrail/],
  [
    'filter-deleted',
    ['metric-filters broken'],
    /aws logs put-metric-filter .*--filter-name cloudtrail-changes/,
  ],
  [
    'alarm-silenced',
    ['alarms broken'],
    /aws cloudwatch enable-alarm-actions .*--alarm-names cloudtrail-changes/,
  ],
  ['bot-unsubscribed', ['alert-subscription broken'], /aws sns subscribe .*:trailbot-alerts`/],
  ['dead-letter', ['alert-dead-letters broken'], /aws sqs start-message-move-task .*:trailbot-alerts-dlq`/],
  [
    'cloudtrail-denied',
    [
      'trail-exists unknown',
      'trail-multi-region unknown',
      'trail-validation unknown',
      'trail-logging unknown',
      's3-delivery unknown',
      'logs-delivery unknown',
      'digest-delivery unknown',
      'event-selectors unknown',
      'bucket-private unknown',
      'bucket-versioning unknown',
      'bucket-lifecycle unknown',
      'bucket-encryption unknown',
    ],
    /Allow cloudtrail:DescribeTrails/,
  ],
];

describe('the health of the trail', () => {
  it('is all green for a trail that was just set up', async () => {
    const findings = await health.check();
    expect(notOk(findings)).toEqual([]);
    expect(findings).toHaveLength(21);
  });

  it('says of each finding where it can be seen, by name where there is one', async () => {
    const urls = new Map((await health.check()).map(({ check, place }) => [check, placeLink(place)]));
    expect(urls.get('trail-logging')).toMatch(/#\/trails\/arn:aws:cloudtrail:us-east-1:123456789012:trail\//);
    expect(urls.get('bucket-lifecycle')).toMatch(/\/s3\/buckets\/company-cloudtrail.*&tab=management$/);
    expect(urls.get('metric-filters')).toMatch(/log-group\/CloudTrail\$252FSecurityAuditLogs$/);
    expect(urls.get('alert-subscription')).toMatch(/#\/topic\/arn:aws:sns:.*:security-alerts$/);
    expect(urls.get('job-dead-letters')).toMatch(/#\/queues\/https%3A%2F%2Fsqs.*%2Ftrailbot-jobs-dlq$/);
  });

  it('has a case here for every fault that can be switched on', () => {
    expect(FAULTS.map(([id]) => id).toSorted()).toEqual(
      switches
        .list()
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it.each(FAULTS)(
    'turns what is wrong after %s, says how to mend it, and is green again after',
    async (id, turned, remedy) => {
      await switches.set(id, true);
      const found = notOk(await health.check());
      expect(namesOf(found)).toEqual(turned);
      expect(found[0]?.remedy).toMatch(remedy);
      for (const finding of found.filter(({ state }) => state === 'unknown'))
        expect(finding.detail).toMatch(/^because /);
      for (const { remedy: mend, place } of found) {
        expect(mend).toBeTruthy();
        expect(placeLink(place)).toMatch(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\//);
      }
      await switches.set(id, false);
      expect(notOk(await health.check())).toEqual([]);
    },
  );

  it.each([
    ['s3', 'AccessDenied', ['bucket-private', 'bucket-versioning', 'bucket-lifecycle', 'bucket-encryption']],
    [
      'logs',
      'AccessDeniedException',
      ['log-group', 'log-retention', 'subscription-filter', 'metric-filters'],
    ],
    ['monitoring', 'AccessDenied', ['alarms']],
    ['sns', 'AuthorizationError', ['alert-topic', 'alert-subscription']],
    ['sqs', 'AccessDeniedException', ['alert-dead-letters', 'job-dead-letters']],
  ])(
    'leaves unknown just what %s would have told, and names the missing permission',
    async (service, code, checks) => {
      const takeBack = aws.faults.add({ service, code, status: 403, times: Number.POSITIVE_INFINITY });
      const found = notOk(await health.check());
      takeBack();
      expect(namesOf(found)).toEqual(checks.map((check) => `${check} unknown`));
      for (const { detail, remedy } of found) {
        expect(detail).toMatch(/^because AWS refused [a-z0-9]+:[A-Za-z]+ \(/);
        expect(remedy).toMatch(/^Allow [a-z0-9]+:[A-Za-z]+ in the bot's role/);
      }
    },
  );

  it('is an answer with gaps when AWS does not answer in time', async () => {
    const deaf = await startSandboxAws({ port: 0, pace: QUICK, latencyMs: 30_000 });
    const slow = createTrailHealth(
      { ...options, endpoint: deaf.url },
      { catalog, clock: { now: () => new Date() }, withinMs: 300 },
    );
    const findings = await slow.check();
    await deaf.close();
    expect(findings).toHaveLength(21);
    expect(findings.every(({ state }) => state === 'unknown')).toBe(true);
    expect(findings[0]?.detail).toContain('did not answer within 0.3 seconds');
  });

  it('names a changed and a foreign filter, and an alarm that was turned to another topic', async () => {
    const clients = createClients(options);
    const metric = { metricNamespace: 'Trailbot', metricName: 'root-usage', metricValue: '1' };
    await clients.logs.send(
      new PutMetricFilterCommand({
        logGroupName: LOG_GROUP,
        filterName: 'root-usage',
        filterPattern: '{ $.eventName = "Nothing" }',
        metricTransformations: [metric],
      }),
    );
    await clients.logs.send(
      new PutMetricFilterCommand({
        logGroupName: LOG_GROUP,
        filterName: 'theirs',
        filterPattern: '',
        metricTransformations: [metric],
      }),
    );
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
        AlarmActions: ['arn:aws:sns:us-east-1:210987654321:security-alerts'],
      }),
    );
    const found = notOk(await health.check());
    expect(namesOf(found)).toEqual(['metric-filters broken', 'alarms broken']);
    expect(found.map(({ detail }) => detail)).toEqual([
      '1 changed: root-usage; 1 not in the catalog: theirs.',
      '1 not sent to the topic: root-usage.',
    ]);
  });

  it('says that there is no trail and no log group when there is none', async () => {
    const clients = createClients(options);
    await clients
      .cloudTrail('us-east-1')
      .send(new DeleteTrailCommand({ Name: 'company-security-audit-trail' }));
    await clients.logs.send(new DeleteLogGroupCommand({ logGroupName: LOG_GROUP }));
    const found = notOk(await health.check());
    expect(namesOf(found)).toEqual(
      expect.arrayContaining([
        'trail-exists broken',
        'trail-logging unknown',
        'log-group broken',
        'log-retention unknown',
      ]),
    );
  });
});
