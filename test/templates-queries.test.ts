// Every query as it is shipped, over records: it finds what it asks for, in the columns it is shown by, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog, parseQueryTemplate } from '../bot/catalog/load-catalog.ts';
import type { JsonObject } from '../bot/domain/event/trail-event.ts';
import { bindQuery } from '../bot/domain/query/bind-query.ts';
import { SETTINGS_CONDITIONS } from '../bot/domain/query/placeholders.ts';
import { PARAMETER_TYPES, type QueryValues } from '../bot/domain/query/query.ts';
import { textAt } from '../bot/domain/read-json.ts';
import { parseQuery } from '../bot/sandbox/aws/insights/parse-query.ts';
import { eventRow } from '../bot/sandbox/aws/insights/record-fields.ts';
import { runQuery } from '../bot/sandbox/aws/insights/run-query.ts';
import { scenarios } from '../bot/sandbox/scenarios/scenarios.ts';
import {
  assumedRole,
  call,
  consoleLogin,
  iamUser,
  identityCenterUser,
  record,
  refused,
  root,
} from './support/records.ts';

const FOLDER = new URL('../templates/', import.meta.url);
const { queries, detections, settings } = loadCatalog(FOLDER);
/** At night, so that what happens in the scenarios happens after hours. */
const NOW = new Date('2026-11-24T02:15:00Z');

type Found = Readonly<Record<string, string>>;

/** The rows of a query over these records, which were delivered in this order shortly before {@link NOW}. */
function ask(id: string, values: QueryValues, records: readonly JsonObject[]): readonly Found[] {
  const template = queries.find((query) => query.id === id);
  if (template === undefined) throw new Error(`There is no query ${id}.`);
  const bound = bindQuery(template, values, { settings, now: NOW });
  if (!bound.ok) throw new Error(JSON.stringify(bound.problems));
  const rows = records.map((one, index) => {
    const timestamp = NOW.getTime() - (records.length - index) * 1_000;
    const event = {
      id: String(index),
      timestamp,
      ingestionTime: timestamp,
      stream: 's',
      message: JSON.stringify(one),
    };
    return eventRow(event, 'log', String(index));
  });
  const { rows: found } = runQuery(parseQuery(bound.query.text), rows.reverse(), { limit: 10_000, now: NOW });
  return found.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])),
  );
}

const column = (name: string, rows: readonly Found[]) => rows.map((row) => row[name]);
const as = (userIdentity: JsonObject, changes: JsonObject = {}) => record({ userIdentity, ...changes });
const ALICE = { principal: 'alice' };
const STRANGER = '203.0.113.9';

describe('the queries', () => {
  it('have one file each', () => {
    const files = readdirSync(new URL('queries/', FOLDER)).map((name) => name.replace(/\.yml$/, ''));
    expect(queries.map(({ id }) => id)).toEqual(files.sort());
  });

  it.each(queries.map(({ id }) => id))('%s tells editors where its schema is', (id) => {
    const text = readFileSync(new URL(`queries/${id}.yml`, FOLDER), 'utf8');
    expect(text.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=../query.schema.json');
  });

  it('are all that detections name', () => {
    const ids = new Set(queries.map(({ id }) => id));
    expect(detections.flatMap((detection) => detection.queries).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(queries.map((query) => [query.id, query] as const))(
    '%s runs over every record of every scenario and gives the columns it is shown by',
    (id, { parameters, show }) => {
      const records = scenarios.flatMap((scenario) => scenario.steps(NOW).map((step) => step.record));
      const examples: QueryValues = {
        principal: 'ci-deploy',
        address: '198.51.100.77',
        key: textAt(records.find(isStolen), 'userIdentity', 'accessKeyId'),
        bucket: 'example-customer-exports',
      };
      const values = Object.fromEntries(parameters.map(({ name }) => [name, examples[name] ?? '']));
      const rows = ask(id, values, records);
      const { kind: _, ...columns } = show;
      for (const name of Object.values(columns)) expect(rows.some((row) => name in row)).toBe(true);
      // Nobody takes a role in a scenario.
      if (id !== 'roles-assumed') expect(rows).not.toEqual([]);
    },
  );
});

describe('the query in templates/README.md', () => {
  const text = readFileSync(new URL('README.md', FOLDER), 'utf8');
  const file = /```yaml\n# templates\/queries\/(\S+)\n([\s\S]*?)```/.exec(text);

  it('works as it stands', () => {
    const template = parseQueryTemplate(file?.[1] ?? '', file?.[2] ?? '');
    const bound = bindQuery(template, { user: 'alice' }, { settings, now: NOW });
    expect(bound.ok && parseQuery(bound.query.text).map(({ kind }) => kind)).toContain('stats');
  });

  it('names every type of parameter and every condition of the settings', () => {
    const names = [...PARAMETER_TYPES, ...SETTINGS_CONDITIONS.map((name) => `{{settings.${name}}}`)];
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** A call with the key that the scenario of the leaked key is about. */
function isStolen(one: JsonObject): boolean {
  return textAt(one, 'userIdentity', 'userName') === 'ci-deploy' && one.sourceIPAddress === '198.51.100.77';
}

describe('actor-timeline', () => {
  const others = [as(iamUser('alicea')), as(iamUser('al')), as(assumedRole('alice-role', 'x')), as(root())];
  it.each<[string, string, JsonObject]>([
    ['a user by name', 'alice', iamUser('alice')],
    ['a user by ARN', 'arn:aws:iam::123456789012:user/alice', iamUser('alice')],
    ['a role by name', 'deploy', assumedRole('deploy', 'run-7', '/ci/')],
    ['a role by ARN', 'arn:aws:iam::123456789012:role/ci/deploy', assumedRole('deploy', 'run-7', '/ci/')],
    ['a session by name', 'dave@example.com', identityCenterUser('dave@example.com', 'Admin')],
    [
      'a session by ARN',
      'arn:aws:sts::123456789012:assumed-role/deploy/run-7',
      assumedRole('deploy', 'run-7'),
    ],
    [
      'an Identity Center user by id',
      'f1f2-77',
      { type: 'IdentityCenterUser', onBehalfOf: { userId: 'f1f2-77' } },
    ],
    ['root by ARN', 'arn:aws:iam::123456789012:root', root()],
    ['root by name', 'root', root()],
  ])('finds %s and nobody else', (_, principal, identity) => {
    const quiet = principal.endsWith('root') ? others.slice(0, 3) : others;
    const rows = ask('actor-timeline', { principal }, [...quiet, as(identity, { eventName: 'Wanted' })]);
    expect(column('call', rows)).toEqual(['Wanted']);
  });

  it('counts calls and failures by quarter of an hour, with the time of the first, the newest first', () => {
    const first = '2026-11-24T01:50:00Z';
    const later = { ...call('s3', 'DeleteBucket'), eventTime: '2026-11-24T01:55:00Z' };
    const listed = record({ eventTime: first });
    const rows = ask('actor-timeline', ALICE, [listed, refused(listed), later]);
    const common = { time: '2026-11-24 02:00:00.000', region: 'us-east-1', address: '192.0.2.10' };
    const deleted = { service: 's3.amazonaws.com', call: 'DeleteBucket', calls: '1', failed: '0' };
    expect(rows).toEqual([
      { ...common, ...deleted, first: '2026-11-24T01:55:00Z' },
      { ...common, service: 'iam.amazonaws.com', call: 'ListUsers', calls: '2', failed: '1', first },
    ]);
  });
});

describe('what-changed', () => {
  it('shows what was acted on and whether it worked, without reads', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const rows = ask('what-changed', ALICE, [
      record(),
      call('iam', 'AttachUserPolicy', { userName: 'mallory', policyArn }),
      refused(call('s3', 'DeleteBucket', { bucketName: 'b' })),
    ]);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          call: 'AttachUserPolicy',
          target: 'mallory',
          detail: policyArn,
          result: 'done',
        }),
        expect.objectContaining({ call: 'DeleteBucket', target: 'b', result: 'AccessDenied' }),
      ]),
    );
  });
});

describe('first-and-last-seen', () => {
  it('has one row for each place and tool, the newest place first', () => {
    const rows = ask('first-and-last-seen', ALICE, [
      record({ eventTime: '2026-11-20T08:00:00Z' }),
      record({ eventTime: '2026-11-01T08:00:00Z' }),
      record({ eventTime: '2026-11-24T01:00:00Z', sourceIPAddress: STRANGER }),
    ]);
    expect(rows.map(({ address, first, last, calls }) => [address, first, last, calls])).toEqual([
      [STRANGER, '2026-11-24T01:00:00Z', '2026-11-24T01:00:00Z', '1'],
      ['192.0.2.10', '2026-11-01T08:00:00Z', '2026-11-20T08:00:00Z', '2'],
    ]);
  });
});

describe('roles-assumed', () => {
  const assume = (roleArn: string, changes: JsonObject = {}) => ({
    ...call('sts', 'AssumeRole', { roleArn, roleSessionName: 'run-7' }),
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEISSUED001' } },
    ...changes,
  });
  const DEPLOY = 'arn:aws:iam::123456789012:role/ci/deploy';

  it('shows who took the role and with which keys, from either end', () => {
    const records = [
      assume(DEPLOY),
      assume('arn:aws:iam::123456789012:role/other', { userIdentity: iamUser('bob') }),
      assume(DEPLOY, { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }),
    ];
    for (const principal of ['alice', 'deploy', DEPLOY]) {
      expect(ask('roles-assumed', { principal }, records)).toEqual([
        {
          time: '2026-11-22T14:03:11Z',
          who: 'user/alice',
          role: DEPLOY,
          session: 'run-7',
          result: 'issued',
          usedKey: 'AKIAEXAMPLEALICE0001',
          issuedKey: 'ASIAEXAMPLEISSUED001',
          address: '192.0.2.10',
        },
      ]);
    }
  });
});

describe('from-this-address', () => {
  it('shows everybody who came from it', () => {
    const rows = ask('from-this-address', { address: STRANGER }, [
      record(),
      record({ sourceIPAddress: STRANGER }),
      as(iamUser('bob'), { sourceIPAddress: STRANGER }),
      record({ sourceIPAddress: '203.0.113.99' }),
    ]);
    expect(column('who', rows).sort()).toEqual(['user/alice', 'user/bob']);
  });
});

describe('who-used-this-key', () => {
  const key = 'AKIAEXAMPLENEWKEY001';
  it('begins with where the key came from, and ends with what was done to it', () => {
    const used = as({ ...iamUser('mallory'), accessKeyId: key }, { eventTime: '2026-11-22T15:00:00Z' });
    const rows = ask('who-used-this-key', { key }, [
      record(),
      { ...call('iam', 'UpdateAccessKey', { accessKeyId: key }), eventTime: '2026-11-22T16:00:00Z' },
      used,
      { ...call('iam', 'CreateAccessKey'), responseElements: { accessKey: { accessKeyId: key } } },
    ]);
    expect(rows.map(({ who, call: name }) => [who, name])).toEqual([
      ['user/alice', 'CreateAccessKey'],
      ['user/mallory', 'ListUsers'],
      ['user/alice', 'UpdateAccessKey'],
    ]);
  });
});

describe('refused-calls', () => {
  it('ranks what was refused, and leaves other errors out', () => {
    const rows = ask('refused-calls', {}, [
      record(),
      refused(record()),
      refused(record()),
      refused(call('ec2', 'RunInstances'), 'Client.UnauthorizedOperation'),
      refused(record(), 'NoSuchEntityException'),
    ]);
    expect(rows.map(({ call: name, refused: count }) => [name, count])).toEqual([
      ['ListUsers', '2'],
      ['RunInstances', '1'],
    ]);
  });
});

describe('persistence-made', () => {
  it('shows every new way in, whoever made it', () => {
    const rows = ask('persistence-made', {}, [
      record(),
      call('iam', 'CreateUser', { userName: 'mallory' }),
      {
        ...call('iam', 'CreateAccessKey', { userName: 'mallory' }),
        userIdentity: assumedRole('deploy', 's'),
      },
    ]);
    expect(rows.map(({ who, target }) => [who, target]).sort()).toEqual([
      ['assumed-role/deploy/s', 'mallory'],
      ['user/alice', 'mallory'],
    ]);
  });
});

describe('console-logins', () => {
  it('shows who came in, who did not, and whether MFA was used', () => {
    const failure = { errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } };
    const rows = ask('console-logins', {}, [record(), consoleLogin(), consoleLogin(failure)]);
    expect(rows.map(({ who, result, mfa, reason }) => [who, result, mfa, reason])).toEqual([
      ['user/alice', 'Failure', 'No', 'Failed authentication'],
      ['user/alice', 'Success', 'No', undefined],
    ]);
  });
});

describe('unused-regions', () => {
  it('leaves out the Regions of the settings and the global services, and puts changes first', () => {
    const far = { awsRegion: 'ap-southeast-1', eventSource: 'ec2.amazonaws.com' };
    const rows = ask('unused-regions', {}, [
      record({ eventSource: 'ec2.amazonaws.com' }),
      record({ awsRegion: 'ap-southeast-1' }),
      record({ ...far, eventName: 'DescribeRegions' }),
      record({ ...far, eventName: 'DescribeRegions' }),
      record({ ...far, eventName: 'RunInstances', readOnly: false }),
    ]);
    expect(column('call', rows)).toEqual(['RunInstances', 'DescribeRegions']);
  });
});

describe('bucket-reads', () => {
  it('adds up who took what, also without credentials', () => {
    const read = (key: string, changes: JsonObject = {}) => ({
      ...call('s3', 'GetObject', { bucketName: 'exports', key }),
      userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
      readOnly: true,
      additionalEventData: { bytesTransferredOut: 1_000 },
      ...changes,
    });
    const rows = ask('bucket-reads', { bucket: 'exports' }, [
      read('a'),
      read('b'),
      read('a'),
      read('a', { requestParameters: { bucketName: 'exports-2' } }),
      call('s3', 'PutBucketPolicy', { bucketName: 'exports' }),
    ]);
    expect(rows).toEqual([
      expect.objectContaining({ who: 'ANONYMOUS_PRINCIPAL', reads: '3', objects: '2', bytes: '3000' }),
    ]);
  });
});

describe('bulk-data-access', () => {
  it('ranks who read data, without what services read for them', () => {
    const secret = call('secretsmanager', 'GetSecretValue', { secretId: 's' });
    const byService = { ...secret, userIdentity: { ...iamUser('bob'), invokedBy: 'rds.amazonaws.com' } };
    const rows = ask('bulk-data-access', {}, [record(), secret, secret, byService]);
    expect(rows.map(({ who, call: name, calls }) => [who, name, calls])).toEqual([
      ['user/alice', 'GetSecretValue', '2'],
    ]);
  });
});

describe('security-tooling', () => {
  it('shows changes to logging and alarms, not what the services do by themselves', () => {
    const rows = ask('security-tooling', {}, [
      record(),
      call('cloudtrail', 'StopLogging', { name: 'trail' }),
      call('monitoring', 'DeleteAlarms', { alarmNames: ['root-usage'] }),
      call('monitoring', 'PutDashboard'),
      call('config', 'PutEvaluations'),
      record({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'DescribeTrails' }),
    ]);
    expect(rows.map(({ call: name, target }) => [name, target]).sort()).toEqual([
      ['DeleteAlarms', 'root-usage'],
      ['StopLogging', 'trail'],
    ]);
  });
});

describe('unusual-networks', () => {
  it('leaves out the networks of the settings, private ones and AWS', () => {
    const from = (sourceIPAddress: string) => record({ sourceIPAddress });
    const known = ['192.0.2.10', '10.1.2.3', '172.16.0.9', 'fd00::1', 'AWS Internal', 'ec2.amazonaws.com'];
    const rows = ask('unusual-networks', {}, [...known, STRANGER, STRANGER, '2001:db8::9'].map(from));
    expect(rows.map(({ address, calls }) => [address, calls])).toEqual([
      [STRANGER, '2'],
      ['2001:db8::9', '1'],
    ]);
  });
});

describe('privilege-escalation', () => {
  it('shows attempts that failed beside those that worked', () => {
    const attempt = call('iam', 'PutUserPolicy', { userName: 'alice', policyName: 'all' });
    const rows = ask('privilege-escalation', {}, [record(), attempt, refused(attempt)]);
    expect(column('result', rows).sort()).toEqual(['AccessDenied', 'done']);
    expect(rows[0]).toMatchObject({ who: 'user/alice', target: 'alice', policy: 'all' });
  });
});

describe('after-hours', () => {
  it('finds people outside working hours, by when the call was made', () => {
    const at = (eventTime: string, userIdentity: JsonObject = iamUser('alice')) =>
      as(userIdentity, { eventTime });
    const rows = ask('after-hours', {}, [
      at('2026-11-23T07:00:00Z'), // Monday 08:00 in Amsterdam: at work.
      at('2026-11-23T17:59:59Z'),
      at('2026-11-23T18:00:00Z', root()),
      at('2026-11-22T12:00:00Z', identityCenterUser('dave@example.com', 'Admin')), // Sunday.
      at('2026-11-22T12:00:00Z', assumedRole('deploy', 's')), // A machine.
      at('2026-11-22T12:00:00Z', { ...iamUser('bob'), invokedBy: 'cloudformation.amazonaws.com' }),
    ]);
    expect(column('who', rows).sort()).toEqual([
      'assumed-role/AWSReservedSSO_Admin_0123456789abcdef/dave@example.com',
      'root',
    ]);
  });
});
