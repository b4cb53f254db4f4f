import { describe, expect, it } from 'vitest';
import { identifyActor } from '../../../bot/domain/actor/identify-actor.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';
import type { ParameterType, QueryTemplate } from '../../../bot/domain/query/query.ts';
import { valuesFor } from '../../../bot/domain/query/values-for-incident.ts';
import { incident, tally } from '../../support/alert-fixtures.ts';
import { assumedRole, iamUser, identityCenterUser, record, root } from '../../support/records.ts';

function template(...types: readonly ParameterType[]): QueryTemplate {
  return {
    id: 'test',
    title: 'Test',
    question: 'Who?',
    parameters: types.map((type) => ({ name: type, type, title: type })),
    text: 'fields @message',
    show: { kind: 'table' },
    windowHours: 24,
  };
}

/** The value for one type from an incident made of these records, the last one the newest. */
function valueFor(type: ParameterType, ...records: readonly JsonObject[]): string | undefined {
  const samples = records.map(parseTrailEvent);
  const [first] = samples;
  const actor = first === undefined ? undefined : identifyActor(first);
  const tallies = first === undefined ? [] : [tally({ samples })];
  return valuesFor(template(type), incident({ actor, tallies, addresses: [], regions: [] }))?.[type];
}

const by = (userIdentity: JsonObject) => record({ userIdentity });

describe('valuesFor', () => {
  it.each<[string, JsonObject, string | undefined]>([
    ['an IAM user by ARN', iamUser('alice'), 'arn:aws:iam::123456789012:user/alice'],
    ['root by ARN', root(), 'arn:aws:iam::123456789012:root'],
    [
      'a role by its own ARN',
      assumedRole('deploy', 'run-7', '/ci/'),
      'arn:aws:iam::123456789012:role/ci/deploy',
    ],
    [
      'a person behind a permission set by the session',
      identityCenterUser('dave@example.com', 'Admin'),
      'dave@example.com',
    ],
    [
      'a role whose ARN nobody knows by its name',
      { type: 'AssumedRole', principalId: 'AROAX:s', arn: 'arn:aws:sts::123456789012:assumed-role/deploy/s' },
      'deploy',
    ],
    ['no service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, undefined],
    [
      'no caller of another account',
      { type: 'AWSAccount', accountId: '210987654321', principalId: 'AIDAX' },
      undefined,
    ],
    ['nobody whose name could end a string', { type: 'IAMUser', userName: 'a" or 1 = 1' }, undefined],
  ])('names %s', (_, identity, expected) => {
    expect(valueFor('principal', by(identity))).toBe(expected);
  });

  it('takes the address of the newest event that has one', () => {
    const events = ['192.0.2.1', '192.0.2.2', 'cloudformation.amazonaws.com'].map((sourceIPAddress) =>
      record({ sourceIPAddress, errorCode: 'AccessDenied' }),
    );
    expect(valueFor('ip', ...events)).toBe('192.0.2.2');
    expect(valueFor('ip', record({ sourceIPAddress: 'AWS Internal' }))).toBeUndefined();
  });

  it('takes the key that was made, and else the key that was used', () => {
    const made = { accessKey: { accessKeyId: 'AKIAEXAMPLENEWKEY001' } };
    expect(valueFor('accessKey', record({ responseElements: made }))).toBe('AKIAEXAMPLENEWKEY001');
    expect(valueFor('accessKey', record())).toBe('AKIAEXAMPLEALICE0001');
    expect(valueFor('accessKey', by(root()))).toBeUndefined();
  });

  it.each<[ParameterType, JsonObject, string]>([
    ['bucket', { requestParameters: { bucketName: 'customer-exports' } }, 'customer-exports'],
    ['bucket', { resources: [null, { ARN: 7 }, { ARN: 'arn:aws:s3:::exports/2026/a.csv' }] }, 'exports'],
    [
      'instance',
      { responseElements: { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] } } },
      'i-0123456789abcdef0',
    ],
    ['instance', { requestParameters: { target: 'i-0123456789abcdef0' } }, 'i-0123456789abcdef0'],
    ['region', {}, 'us-east-1'],
    ['eventName', {}, 'ListUsers'],
    ['eventSource', {}, 'iam.amazonaws.com'],
  ])('finds the %s', (type, changes, expected) => {
    expect(valueFor(type, record(changes))).toBe(expected);
  });

  it('has nothing when one of several is missing, or no event could be read', () => {
    const one = incident({ tallies: [tally({ samples: [parseTrailEvent(record())] })] });
    expect(valuesFor(template('ip', 'bucket'), one)).toBeUndefined();
    expect(valuesFor(template('ip', 'region'), one)).toEqual({ ip: '192.0.2.10', region: 'us-east-1' });
    expect(valueFor('principal')).toBeUndefined();
    expect(valuesFor(template(), incident({ tallies: [] }))).toEqual({});
  });
});
