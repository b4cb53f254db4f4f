// The permissions against the code: each function may do what it calls in AWS, and nothing that it never calls.
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../../../bot/domain/deployment/functions.ts';
import { permissionsOf } from '../../../bot/domain/deployment/permissions.ts';
import { queuesOf } from '../../../bot/domain/deployment/queues.ts';
import { callsOfDoor, portsOfDoor } from '../../support/calls-of-door.ts';
import { PLACE } from '../../support/permission-place.ts';

interface Uncalled {
  readonly actions: readonly string[];
  readonly functions: readonly FunctionName[];
  readonly because: string;
}

/** Whatever is allowed and stands in no code of ours. */
const UNCALLED: readonly Uncalled[] = [
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    functions: ['ingress', 'alert', 'stream', 'contain', 'release', 'revoke'],
    because: 'Lambda writes what a function logs, as the function’s role',
  },
  {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    functions: ['alert', 'contain', 'release', 'revoke'],
    because: 'Lambda takes messages from a function’s queue, as the function’s role',
  },
  {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    functions: ['job'],
    because: 'as above; the attributes of queues the job looks at itself',
  },
  {
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    functions: ['alert', 'job'],
    because: 'SNS encrypts what is published with the permissions of the publisher',
  },
  {
    actions: ['iam:ListUserTags', 'iam:ListRoleTags'],
    functions: ['job', 'contain', 'release'],
    because:
      'GetUser and GetRole give the tags, by which who is protected is told: no document says that they need no more',
  },
];

const doors = new Map(FUNCTION_NAMES.map((name) => [name, callsOfDoor(FUNCTIONS[name].door)]));
const callsOf = async (name: FunctionName) => (await doors.get(name)) ?? new Set<string>();

function allowedTo(name: FunctionName): ReadonlySet<string> {
  const { Statement } = permissionsOf(name, PLACE);
  return new Set(Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])));
}

function uncalledBy(name: FunctionName): readonly string[] {
  return UNCALLED.flatMap(({ actions, functions }) => (functions.includes(name) ? actions : []));
}

describe.each(FUNCTION_NAMES)('the function %s', (name) => {
  it('may do all that it calls', async () => {
    const allowed = allowedTo(name);
    const calls = await callsOf(name);
    expect([...calls].filter((call) => !allowed.has(call))).toEqual([]);
    expect(calls.size).toBeGreaterThan(1);
  });

  it('may do nothing that neither it nor AWS in its name calls', async () => {
    const known = new Set([...(await callsOf(name)), ...uncalledBy(name)]);
    expect([...allowedTo(name)].filter((action) => !known.has(action))).toEqual([]);
  });

  it('has no exception that it does not need', async () => {
    const [allowed, calls] = [allowedTo(name), await callsOf(name)];
    const idle = uncalledBy(name).filter((action) => calls.has(action) || !allowed.has(action));
    expect(idle).toEqual([]);
  });
});

/** What a flow says to put a message on a queue. */
const PORTS = { later: 'alert', containQueue: 'contain', releaseQueue: 'release' } as const;

describe('the queues that a function fills', () => {
  it.each(['alert', 'stream', 'job'] as const)('%s: are those whose ports its flows use', async (name) => {
    const used = await portsOfDoor(FUNCTIONS[name].door);
    const filled = Object.entries(PORTS).flatMap(([port, queue]) => (used.has(port) ? [queue] : []));
    expect(queuesOf(name).toSorted()).toEqual(filled.toSorted());
  });
});

describe('the reading of calls', () => {
  it('tells apart who only looks from who changes', async () => {
    expect(await callsOf('job')).toContain('logs:StartQuery');
    expect(await callsOf('alert')).not.toContain('logs:StartQuery');
    expect(await callsOf('contain')).toContain('iam:AttachUserPolicy');
    expect(await callsOf('release')).not.toContain('iam:AttachUserPolicy');
    expect(await callsOf('job')).not.toContain('iam:AttachUserPolicy');
  });

  it('finds pages that are read one after the other, calls that IAM names otherwise, and those without the SDK', async () => {
    expect(await callsOf('contain')).toContain('iam:ListAttachedUserPolicies');
    expect(await callsOf('job')).toContain('s3:GetEncryptionConfiguration');
    expect(await callsOf('alert')).toContain('dynamodb:BatchWriteItem');
    expect([...(await callsOf('ingress'))].toSorted()).toEqual(['sqs:SendMessage', 'ssm:GetParameters']);
  });
});
