import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeQueriesCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  MalformedQueryException,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { createInsights } from '../../../../bot/sandbox/aws/insights/insights.ts';
import { createLogs, type Logs } from '../../../../bot/sandbox/aws/logs/logs.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';

const GROUP = 'CloudTrail/SecurityAuditLogs';

const EVENTS = [
  { eventName: 'ConsoleLogin', sourceIPAddress: '192.0.2.1', userIdentity: { userName: 'alice' }, size: 10 },
  { eventName: 'StopLogging', sourceIPAddress: '192.0.2.7', userIdentity: { userName: 'mallory' }, size: 30 },
  {
    eventName: 'DeleteTrail',
    sourceIPAddress: '198.51.100.9',
    userIdentity: { userName: 'mallory' },
    errorCode: 'AccessDenied',
    readOnly: false,
    resources: [{ ARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/t' }],
    'odd-name': 'x',
    size: 20,
  },
  { eventName: 'ListUsers', sourceIPAddress: 'AWS Internal', userIdentity: { userName: 'bob' }, size: '40' },
];

let now: Date;
let server: AwsServer;
let client: CloudWatchLogsClient;
let logs: Logs;

beforeEach(async () => {
  now = new Date('2026-03-01T12:07:30.250Z');
  const clock = { now: () => now };
  logs = createLogs({
    clock,
    onMetric: () => undefined,
    deliverSubscription: () => undefined,
    onUndelivered: () => undefined,
  });
  const insights = createInsights({ clock, groups: logs.groups });
  server = await startAwsServer({
    port: 0,
    services: { logs: { ...logs.service, ...insights.service } },
    faults: createFaults(),
  });
  client = new CloudWatchLogsClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  await client.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  putMessages(EVENTS.map((event) => JSON.stringify(event)));
});

afterEach(() => server.close());

/** A minute apart, the last one now. */
function putMessages(messages: readonly string[]) {
  logs.put({
    logGroupName: GROUP,
    logStreamName: 'stream',
    logEvents: messages.map((message, index) => ({
      timestamp: now.getTime() - (messages.length - 1 - index) * 60_000,
      message,
    })),
  });
}

async function startQuery(queryString: string, more: Partial<StartQueryCommandInput> = {}) {
  const seconds = Math.floor(now.getTime() / 1_000);
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName: GROUP,
      startTime: seconds - 3_600,
      endTime: seconds,
      queryString,
      ...more,
    }),
  );
  return queryId;
}

/** The rows as objects, without `@ptr`. */
async function query(queryString: string, more: Partial<StartQueryCommandInput> = {}) {
  const queryId = await startQuery(queryString, more);
  now = new Date(now.getTime() + 1_000);
  const { results = [], status, statistics } = await client.send(new GetQueryResultsCommand({ queryId }));
  expect(status).toBe('Complete');
  const rows = results.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])),
  );
  return { rows, statistics, results };
}

const names = async (queryString: string) =>
  (await query(`${queryString} | display eventName`)).rows.map(({ eventName }) => eventName);

async function malformed(queryString: string): Promise<MalformedQueryException> {
  const error = await startQuery(queryString).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(MalformedQueryException);
  return error as MalformedQueryException;
}

describe('a query', () => {
  it('is scheduled, then running with part of its rows, then complete', async () => {
    const queryId = await startQuery('fields eventName');
    const read = () => client.send(new GetQueryResultsCommand({ queryId }));
    const scheduled = await read();
    now = new Date(now.getTime() + 150);
    const running = await read();
    now = new Date(now.getTime() + 200);
    const complete = await read();
    expect([scheduled, running, complete].map(({ status, results }) => [status, results?.length])).toEqual([
      ['Scheduled', 0],
      ['Running', 2],
      ['Complete', 4],
    ]);
  });

  it('gives all values as strings, newest first, and leaves absent fields out', async () => {
    const { rows, results, statistics } = await query(
      'fields @timestamp, eventName, errorCode, readOnly, size',
    );
    expect(rows).toEqual([
      { '@timestamp': '2026-03-01 12:07:30.250', eventName: 'ListUsers', size: '40' },
      {
        '@timestamp': '2026-03-01 12:06:30.250',
        eventName: 'DeleteTrail',
        errorCode: 'AccessDenied',
        readOnly: '0',
        size: '20',
      },
      { '@timestamp': '2026-03-01 12:05:30.250', eventName: 'StopLogging', size: '30' },
      { '@timestamp': '2026-03-01 12:04:30.250', eventName: 'ConsoleLogin', size: '10' },
    ]);
    expect(results[0]?.at(-1)?.field).toBe('@ptr');
    expect(statistics).toMatchObject({ recordsMatched: 4, recordsScanned: 4, logGroupsScanned: 1 });
    expect(statistics?.bytesScanned).toBe(
      EVENTS.reduce((sum, event) => sum + JSON.stringify(event).length, 0),
    );
  });

  it('shows the whole event behind the pointer of a row', async () => {
    const { results } = await query('fields eventName | limit 1');
    const logRecordPointer = results[0]?.find(({ field }) => field === '@ptr')?.value;
    const { logRecord } = await client.send(new GetLogRecordCommand({ logRecordPointer }));
    expect(logRecord).toMatchObject({
      eventName: 'ListUsers',
      'userIdentity.userName': 'bob',
      '@message': JSON.stringify(EVENTS[3]),
    });
  });

  it('can be stopped once, while it runs', async () => {
    const queryId = await startQuery('fields eventName');
    await expect(client.send(new StopQueryCommand({ queryId }))).resolves.toMatchObject({ success: true });
    const { status } = await client.send(new GetQueryResultsCommand({ queryId }));
    expect(status).toBe('Cancelled');
    await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('is listed, newest first, by group and by status', async () => {
    const first = await startQuery('fields eventName');
    now = new Date(now.getTime() + 1_000);
    const second = await startQuery('fields @message');
    const list = async (more: object) =>
      (await client.send(new DescribeQueriesCommand(more))).queries?.map((it) => [it.queryId, it.status]);
    expect(await list({})).toEqual([
      [second, 'Scheduled'],
      [first, 'Complete'],
    ]);
    expect(await list({ status: 'Complete', logGroupName: GROUP })).toEqual([[first, 'Complete']]);
    expect(await list({ logGroupName: 'nope' })).toEqual([]);
    const page = await client.send(new DescribeQueriesCommand({ maxResults: 1 }));
    expect(page.queries?.[0]).toMatchObject({ queryString: 'fields @message', logGroupName: GROUP });
    expect((await list({ maxResults: 1, nextToken: page.nextToken }))?.[0]?.[0]).toBe(first);
  });

  it('includes both ends of its range, in seconds', async () => {
    const last = Math.floor(now.getTime() / 1_000);
    const { rows } = await query('fields eventName', { startTime: last - 60, endTime: last });
    expect(rows.map(({ eventName }) => eventName)).toEqual(['ListUsers', 'DeleteTrail']);
  });

  it('is given no more rows than its limit, and the others in pages', async () => {
    expect((await query('fields eventName', { limit: 3 })).rows).toHaveLength(3);
    const queryId = await startQuery('fields eventName');
    now = new Date(now.getTime() + 1_000);
    const first = await client.send(new GetQueryResultsCommand({ queryId, maxItems: 3 }));
    const rest = await client.send(
      new GetQueryResultsCommand({ queryId, maxItems: 3, nextToken: first.nextToken }),
    );
    expect([first.results?.length, rest.results?.length, rest.nextToken]).toEqual([3, 1, undefined]);
  });

  it.each<[string, Partial<StartQueryCommandInput>, string]>([
    ['a group that is not there', { logGroupName: 'nope' }, 'ResourceNotFoundException'],
    ['no group', { logGroupName: undefined }, 'InvalidParameterException'],
    ['groups named twice', { logGroupNames: [GROUP] }, 'InvalidParameterException'],
    ['a range that ends before it starts', { endTime: 1 }, 'InvalidParameterException'],
    ['another language', { queryLanguage: 'SQL' }, 'NotImplemented'],
    ['a function that the sandbox has not', { queryString: 'fields jsonParse(a) as b' }, 'NotImplemented'],
    [
      'a command that the sandbox has not',
      { queryString: 'fields @message | pattern @message' },
      'NotImplemented',
    ],
  ])('is refused with %s', async (_case, more, name) => {
    await expect(startQuery('fields @message', more)).rejects.toMatchObject({ name });
  });

  it('is one of at most 100 at a time', async () => {
    for (let index = 0; index < 100; index += 1) await startQuery('fields eventName');
    await expect(startQuery('fields eventName')).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});

describe('filter', () => {
  it.each([
    ['eventName = "StopLogging"', ['StopLogging']],
    ['eventName != "StopLogging" and size < 30', ['DeleteTrail', 'ConsoleLogin']],
    ['size >= 30', ['ListUsers', 'StopLogging']],
    ['eventName like "Delete" or eventName like /^(?:Stop|Start)/', ['DeleteTrail', 'StopLogging']],
    ['eventName like /(?i)LIST/', ['ListUsers']],
    ['eventName =~ /Users$/', ['ListUsers']],
    ['eventName not like "i"', []],
    ['eventName in ["ListUsers", "ConsoleLogin"]', ['ListUsers', 'ConsoleLogin']],
    ['eventName not in ["ListUsers", "ConsoleLogin"]', ['DeleteTrail', 'StopLogging']],
    ['ispresent(errorCode)', ['DeleteTrail']],
    ['not ispresent(errorCode) and (size = 10 or size = 40)', ['ListUsers', 'ConsoleLogin']],
    ['strcontains(eventName, "Log") = 1', ['StopLogging', 'ConsoleLogin']],
    ['isIpv4InSubnet(sourceIPAddress, "192.0.2.0/24")', ['StopLogging', 'ConsoleLogin']],
    ['not isValidIp(sourceIPAddress)', ['ListUsers']],
    ['resources.0.ARN like ":trail/"', ['DeleteTrail']],
    ['`odd-name` = "x"', ['DeleteTrail']],
    ['readOnly = 0', ['DeleteTrail']],
    ['size * 2 + 1 = 61', ['StopLogging']],
    ['userIdentity.userName = "mallory" # a comment | limit 0', ['DeleteTrail', 'StopLogging']],
    ['@message like "mallory"', ['DeleteTrail', 'StopLogging']],
    ['@timestamp >= fromMillis(1772366730000)', ['ListUsers', 'DeleteTrail', 'StopLogging']],
    ['@timestamp > datefloor(now(), 1h)', []],
  ])('%s', async (condition, expected) => {
    expect(await names(`filter ${condition}\n`)).toEqual(expected);
  });
});

describe('stats', () => {
  it('groups, names columns by their text and can be sorted by them', async () => {
    const { rows } = await query(
      'stats count(*), sum(size) as bytes by userIdentity.userName as who | sort count(*) desc, who',
    );
    expect(rows).toEqual([
      { who: 'mallory', 'count(*)': '2', bytes: '50' },
      { who: 'alice', 'count(*)': '1', bytes: '10' },
      { who: 'bob', 'count(*)': '1', bytes: '40' },
    ]);
  });

  it('gives one row without groups and no @ptr', async () => {
    const { results, rows } = await query(
      'stats count(errorCode) as errors, count_distinct(userIdentity.userName) as users, avg(size) as mean, min(size) as least, max(size) as most, pct(size, 50) as half, stddev(size) as spread, latest(eventName) as last, earliest(eventName) as first, sortsFirst(eventName) as a, sortsLast(eventName) as z, sum(size) / count(*) as each',
    );
    expect(rows).toEqual([
      {
        errors: '1',
        users: '3',
        mean: '25',
        least: '10',
        most: '40',
        half: '20',
        spread: '11.1803',
        last: 'ListUsers',
        first: 'ConsoleLogin',
        a: 'ConsoleLogin',
        z: 'StopLogging',
        each: '25',
      },
    ]);
    expect(results[0]?.some(({ field }) => field === '@ptr')).toBe(false);
  });

  it('counts per period', async () => {
    const { rows } = await query('stats count(*) as n by bin(5m) | sort bin(5m) desc');
    expect(rows).toEqual([
      { 'bin(5m)': '2026-03-01 12:05:00.000', n: '3' },
      { 'bin(5m)': '2026-03-01 12:00:00.000', n: '1' },
    ]);
  });

  it('leaves a column that nobody named without effect on the order', async () => {
    const { rows } = await query('stats count(*) by eventName | sort count desc');
    expect(rows).toHaveLength(4);
  });
});

describe('the other commands', () => {
  it('dedup keeps the first row of each value and every row without one', async () => {
    const { rows } = await query('display eventName | dedup userIdentity.userName | limit 2');
    expect(rows).toEqual([{ eventName: 'ListUsers' }, { eventName: 'DeleteTrail' }]);
    expect((await query('display eventName | dedup errorCode')).rows).toHaveLength(4);
  });

  it('parse takes fields out of text, by wildcards or by a regular expression', async () => {
    putMessages(['user=alice, took 12 ms']);
    const glob = await query(
      'filter @message like "user=" | parse @message "user=*, took * ms" as who, took | display who, took',
    );
    expect(glob.rows).toEqual([{ who: 'alice', took: '12' }]);
    const regex = await query(
      'parse @message /took (?<took>\\d+) ms/ | filter ispresent(took) | fields took * 2 as twice',
    );
    expect(regex.rows[0]).toMatchObject({ took: '12', twice: '24' });
  });

  it('display decides what is shown, whatever fields said', async () => {
    const { rows } = await query(
      'fields eventName, size | display concat(eventName, "/", size) as both | limit 1',
    );
    expect(rows).toEqual([{ both: 'ListUsers/40' }]);
  });

  it('sort puts absent values last in either direction', async () => {
    expect((await names('sort errorCode desc'))[0]).toBe('DeleteTrail');
    expect((await names('sort errorCode asc'))[0]).toBe('DeleteTrail');
    expect(await names('sort size desc | limit 2')).toEqual(['ListUsers', 'StopLogging']);
  });
});

describe('functions', () => {
  it.each([
    ['coalesce(errorCode, eventName)', 'ListUsers'],
    ['toupper(eventName)', 'LISTUSERS'],
    ['tolower(eventName)', 'listusers'],
    ['strlen(eventName)', '9'],
    ['substr(eventName, 4)', 'Users'],
    ['substr(eventName, 0, 4)', 'List'],
    ['replace(eventName, "List", "$&")', '$&Users'],
    ['trim("  a ")', 'a'],
    ['isempty(errorCode)', '1'],
    ['isblank("  ")', '1'],
    ['abs(0 - size)', '40'],
    ['-size + 2 ^ 3', '-32'],
    ['ceil(1.2) + floor(1.8)', '3'],
    ['greatest(1, size, 3)', '40'],
    ['least(1, size, 3)', '1'],
    ['sqrt(16)', '4'],
    ['1 / 3', '0.3333'],
    ['size % 7', '5'],
    ['toMillis(@timestamp)', '1772366850250'],
    ['fromMillis(0)', '1970-01-01 00:00:00.000'],
    ['datefloor(@timestamp, 1h)', '2026-03-01 12:00:00.000'],
    ['dateceil(@timestamp, 1d)', '2026-03-02 00:00:00.000'],
    ['datefloor(@timestamp, 1mo)', '2026-03-01 00:00:00.000'],
    ['dateceil(@timestamp, 1y)', '2027-01-01 00:00:00.000'],
    ['isIpInSubnet("2001:db8::1", "2001:db8::/32")', '1'],
    ['isIpv4InSubnet("2001:db8::1", "2001:db8::/32")', '0'],
    ['isIpInSubnet("192.0.2.1", "nonsense")', '0'],
  ])('%s is %s', async (expression, expected) => {
    const { rows } = await query(`display ${expression} as it | limit 1`);
    expect(rows).toEqual([{ it: expected }]);
  });

  it.each(['1 / 0', 'sqrt(-1)', 'log(0)', 'size + nope', 'toupper(nope)', 'datefloor(now(), 1h)'])(
    '%s is absent',
    async (expression) => {
      expect((await query(`display ${expression} as it | limit 1`)).rows).toEqual([{}]);
    },
  );
});

describe('a query that cannot be compiled', () => {
  it('says where it goes wrong', async () => {
    const error = await malformed('fields eventName\n| filter errorCode exists');
    expect(error.message).toBe('unexpected symbol found exists at line 2 and position 19');
    expect(error.queryCompileError).toEqual({
      location: { startCharOffset: 36, endCharOffset: 42 },
      message: error.message,
    });
  });

  it.each([
    '',
    'fields',
    'fields eventName |',
    'select * from t',
    'filter',
    'filter a =',
    'filter (a = 1',
    'filter a like b',
    'filter a like /(/',
    'filter a like /b',
    'filter nope(a)',
    'filter count(*) > 1',
    'filter a in []',
    'dedup a | sort a',
    'filter "a',
    'filter a = 1; drop',
    'stats size',
    'stats count(*) by',
    'stats count(*) by bin(300s)',
    'limit 0',
    'limit 1.5',
    'limit a',
    'parse @message "a * b *" as one',
    'parse @message /(\\d+)/',
    `filter ${'('.repeat(500)}a`,
    `filter a = ${'-'.repeat(500)}1`,
    `filter a = ${'2^'.repeat(500)}1`,
  ])('%s', async (text) => {
    await malformed(text === '' ? ' ' : text);
  });
});

describe('hostile records', () => {
  it('do not stop a query', async () => {
    putMessages([
      '{"__proto__":{"polluted":true},"eventName":"odd"}',
      '{"constructor":{"prototype":1},"eventName":{"toString":1}}',
      '['.repeat(50_000),
      `{"eventName":"deep","a":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_001)}`,
      '{"eventName": broken',
      'null',
    ]);
    const { rows } = await query(
      'fields eventName, polluted, toString, constructor | filter ispresent(eventName)',
    );
    expect(rows.map(({ eventName }) => eventName)).toEqual(expect.arrayContaining(['odd', 'deep']));
    expect(rows.every((row) => !Object.hasOwn(row, 'polluted') && !Object.hasOwn(row, 'toString'))).toBe(
      true,
    );
  });

  it('lose the fields after the 200th, as on AWS', async () => {
    const record: Record<string, unknown> = { eventName: 'Large' };
    for (let index = 0; index < 250; index += 1) record[`f${index}`] = index;
    putMessages([JSON.stringify(record)]);
    const { rows } = await query('filter eventName = "Large" | display f198, f199');
    expect(rows).toEqual([{ f198: '198' }]);
  });

  it('cannot make a regular expression run for ever', async () => {
    putMessages([JSON.stringify({ userAgent: `${'a'.repeat(60)}!` })]);
    const queryId = await startQuery('filter userAgent like /^(a+)+$/');
    now = new Date(now.getTime() + 1_000);
    const read = () => client.send(new GetQueryResultsCommand({ queryId }));
    expect(await read()).toMatchObject({ status: 'Timeout', results: [] });
    const before = process.cpuUsage();
    expect(await read()).toMatchObject({ status: 'Timeout' });
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
    await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toThrow('not in a running state');
  });

  it('can be searched with a repeated group, which only hostile text makes slow', async () => {
    expect(await names('filter sourceIPAddress like /^(?:\\d+\\.){3}\\d+$/')).toHaveLength(3);
  });
});
