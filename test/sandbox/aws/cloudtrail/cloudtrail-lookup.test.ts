import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Service } from '../../../../bot/sandbox/aws/call.ts';
import { type CloudTrail, createCloudTrail } from '../../../../bot/sandbox/aws/cloudtrail/cloudtrail.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import { FAST } from '../../../../bot/sandbox/pace.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
let service: Service = {};
let trail: CloudTrail;
let server: AwsServer;

beforeAll(async () => {
  const LookupEvents: Service[string] = (input, call) => service.LookupEvents?.(input, call);
  server = await startAwsServer({
    port: 0,
    services: { cloudtrail: { LookupEvents } },
    faults: createFaults(),
  });
});
afterAll(() => server.close());
/** A history of its own for each test, also because two calls a second are all it answers. */
beforeEach(() => {
  trail = createCloudTrail({
    clock: { now: () => NOW },
    pace: { ...FAST, deliveryDelay: () => 0 },
    accountId: '123456789012',
    region: 'us-east-1',
    putLogEvents: () => undefined,
    archive: { refusal: () => undefined, put: () => undefined },
  });
  service = trail.service;
});

function client(region = 'us-east-1', maxAttempts = 1): CloudTrailClient {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  return new CloudTrailClient({ endpoint: server.url, region, credentials, maxAttempts });
}

function lookup(input: LookupEventsCommandInput = {}, region?: string) {
  return client(region).send(new LookupEventsCommand(input));
}

async function names(input?: LookupEventsCommandInput, region?: string): Promise<(string | undefined)[]> {
  return ((await lookup(input, region)).Events ?? []).map((it) => it.EventName);
}

function record(eventName: string, more = {}) {
  return {
    eventID: `id-of-${eventName}`,
    eventTime: '2026-03-01T11:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    awsRegion: 'us-east-1',
    eventName,
    ...more,
  };
}

const ALICE = {
  type: 'IAMUser',
  userName: 'alice',
  accessKeyId: 'AKIAALICEALICEALICE1',
  arn: 'arn:aws:iam::123456789012:user/alice',
};

describe('an event', () => {
  test('comes with the members of CloudTrail', async () => {
    const created = record('CreateAccessKey', {
      eventSource: 'iam.amazonaws.com',
      readOnly: false,
      userIdentity: ALICE,
      requestParameters: { userName: 'bob' },
    });
    trail.remember([created]);
    const { Events } = await lookup();
    expect(Events).toEqual([
      {
        EventId: 'id-of-CreateAccessKey',
        EventName: 'CreateAccessKey',
        ReadOnly: 'false',
        AccessKeyId: 'AKIAALICEALICEALICE1',
        EventTime: new Date('2026-03-01T11:00:00Z'),
        EventSource: 'iam.amazonaws.com',
        Username: 'alice',
        Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'bob' }],
        CloudTrailEvent: JSON.stringify(created),
      },
    ]);
  });

  test.each([
    [ALICE, 'alice'],
    [{ type: 'Root', arn: 'arn:aws:iam::123456789012:root' }, 'root'],
    [{ type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/deploy/build-7' }, 'build-7'],
    [{ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, undefined],
    ['not an object', undefined],
  ])('by %j has the user name %s', async (userIdentity, username) => {
    trail.remember([record('Call', { userIdentity })]);
    expect((await lookup()).Events?.[0]?.Username).toBe(username);
  });

  test.each([
    { eventCategory: 'Data' },
    { managementEvent: false },
    { eventTime: 'yesterday' },
    { eventTime: '2025-11-30T11:00:00Z' },
  ])('with %j is not in the history', async (more) => {
    trail.remember([record('Left out', more), record('Kept')]);
    expect(await names()).toEqual(['Kept']);
  });

  test('is there once, however it came', async () => {
    trail.remember([record('Twice')]);
    await trail.deliver([record('Twice')]);
    trail.observe(JSON.stringify(record('Twice')));
    trail.observe('not json');
    trail.observe(null);
    expect(await names()).toEqual(['Twice']);
  });
});

describe('a lookup', () => {
  test('goes by one attribute', async () => {
    trail.remember([
      record('Mine', { userIdentity: ALICE, readOnly: true }),
      record('Theirs', { userIdentity: { ...ALICE, userName: 'bob', accessKeyId: 'AKIABOBBOBBOBBOBBOB1' } }),
    ]);
    const by = (AttributeKey: 'AccessKeyId' | 'ReadOnly', AttributeValue: string) =>
      names({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
    expect(await by('AccessKeyId', 'AKIABOBBOBBOBBOBBOB1')).toEqual(['Theirs']);
    expect(await by('ReadOnly', 'true')).toEqual(['Mine']);
  });

  test('sees its own Region; what IAM does is in us-east-1', async () => {
    trail.remember([
      record('Here'),
      record('There', { awsRegion: 'eu-west-1' }),
      record('Global', { eventSource: 'iam.amazonaws.com', awsRegion: 'eu-west-1' }),
    ]);
    expect(await names({}, 'eu-west-1')).toEqual(['There']);
    expect(await names()).toEqual(['Global', 'Here']);
  });

  test('is newest first within its time range', async () => {
    const at = (minute: string) => ({ eventTime: `2026-03-01T11:${minute}:00Z` });
    trail.remember([record('Second', at('20')), record('Third', at('30')), record('First', at('10'))]);
    expect(await names()).toEqual(['Third', 'Second', 'First']);
    const range = { StartTime: new Date('2026-03-01T11:15:00Z'), EndTime: new Date('2026-03-01T11:25:00Z') };
    expect(await names(range)).toEqual(['Second']);
  });

  test('goes on with its token, and only with the same question', async () => {
    trail.remember(Array.from({ length: 60 }, (_, i) => record(`Event${i}`)));
    const first = await lookup();
    expect(first.Events).toHaveLength(50);
    trail.remember([record('Later', { eventTime: '2026-03-01T11:30:00Z' })]);
    const NextToken = first.NextToken;
    const rest = await lookup({ NextToken });
    expect(rest.Events).toHaveLength(10);
    expect(rest.NextToken).toBeUndefined();
    const ids = [...(first.Events ?? []), ...(rest.Events ?? [])].map((it) => it.EventId);
    expect(new Set(ids).size).toBe(60);
    const elsewhere = lookup({ NextToken }, 'eu-west-1');
    await expect(elsewhere).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  test('is answered twice a second and Region, then throttled; the SDK gets through by waiting', async () => {
    const now = performance.now.bind(performance);
    let standsAt: number | undefined = now();
    vi.spyOn(performance, 'now').mockImplementation(() => standsAt ?? now());
    await Promise.all([lookup(), lookup()]);
    await expect(lookup()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    await lookup({}, 'eu-west-1');
    const waiting = client('us-east-1', 8);
    // Time goes on once the first try was refused.
    const refused = async (error: unknown) => {
      standsAt = undefined;
      throw error;
    };
    waiting.middlewareStack.add((next) => (args) => next(args).catch(refused), {
      step: 'finalizeRequest',
      priority: 'low',
    });
    const patient = await waiting.send(new LookupEventsCommand({}));
    expect(patient.Events).toEqual([]);
    expect(patient.$metadata.attempts).toBeGreaterThan(1);
  });

  test.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ NextToken: 'made-up' }, 'InvalidNextTokenException'],
    [{ StartTime: NOW, EndTime: new Date(0) }, 'InvalidTimeRangeException'],
    [{ EndTime: new Date('2025-01-01') }, 'InvalidTimeRangeException'],
    [
      { LookupAttributes: [1, 2].map(() => ({ AttributeKey: 'EventName', AttributeValue: 'x' })) },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'SourceIPAddress', AttributeValue: '192.0.2.1' }] },
      'InvalidLookupAttributesException',
    ],
    [{ EventCategory: 'data' }, 'InvalidEventCategoryException'],
  ])('with %j is refused with %s', async (input, name) => {
    await expect(lookup(input as LookupEventsCommandInput)).rejects.toMatchObject({ name });
  });
});
