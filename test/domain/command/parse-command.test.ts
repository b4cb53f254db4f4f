// What people type after /trail, with the slips and the characters that phones and Slack put in.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { Vocabulary } from '../../../bot/domain/command/command.ts';
import { isShareable } from '../../../bot/domain/command/command.ts';
import { COMMAND_FORMS, COMMAND_NAMES } from '../../../bot/domain/command/commands.ts';
import { LONGEST_COMMAND, parseCommand } from '../../../bot/domain/command/parse-command.ts';
import { LONGEST_WHOM } from '../../../bot/domain/containment/contain-dialog.ts';
import { parseJob } from '../../../bot/domain/job.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { computingMs } from '../../support/cpu-time.ts';

const vocabulary: Vocabulary = {
  detections: [
    'root-usage',
    'root-login',
    'cloudtrail-changes',
    'security-group-changes',
    'iam-policy-change',
  ].map((id) => ({ id })),
  queries: [
    {
      id: 'from-this-address',
      title: 'From this address',
      question: 'Who came from it?',
      parameters: [{ name: 'address', type: 'ip', title: 'Address' }],
    },
    {
      id: 'actor-timeline',
      title: 'Timeline of an actor',
      question: 'What did they do?',
      parameters: [{ name: 'principal', type: 'principal', title: 'User or role' }],
    },
    {
      id: 'calls-in-region',
      title: 'Calls in a Region',
      question: 'What happened there?',
      parameters: [
        { name: 'eventName', type: 'eventName', title: 'Call' },
        { name: 'region', type: 'region', title: 'Region' },
      ],
    },
    { id: 'console-logins', title: 'Sign-ins', question: 'Who signed in?', parameters: [] },
  ],
};

const parse = (text: string) => parseCommand(text, vocabulary);
const workIn = (text: string) => {
  const command = parse(text);
  return command.kind === 'work' ? command.work : command;
};

describe('a command', () => {
  it.each([
    ['status', { kind: 'status' }],
    ['STATUS please', { kind: 'status' }],
    ['/trail status', { kind: 'status' }],
    ['test', { kind: 'test' }],
    ['test Root-Usage', { kind: 'test', detectionId: 'root-usage' }],
    ['alerts', { kind: 'alerts', which: 'open' }],
    ['Alerts Mine', { kind: 'alerts', which: 'mine' }],
    ['alerts 24h', { kind: 'alerts', which: '24h' }],
    ['who alice', { kind: 'who', what: 'alice' }],
    ['who "role deploy"', { kind: 'who', what: 'role deploy' }],
    ['contained', { kind: 'contained', whom: '' }],
    ['contained @alice', { kind: 'contained', whom: 'alice' }],
    ['release', { kind: 'contained', whom: '' }],
    [
      'release arn:aws:iam::123456789012:role/ci/deploy',
      { kind: 'contained', whom: 'arn:aws:iam::123456789012:role/ci/deploy' },
    ],
    ['mutes', { kind: 'mutes' }],
    ['unmute 1A2b', { kind: 'unmute', suppressionId: '1A2b' }],
    ['review', { kind: 'review' }],
  ])('%s', (text, work) => {
    expect(workIn(text)).toEqual(work);
  });

  it('without a word is a call for help', () => {
    for (const text of ['', '   ', '\u00A0', '/trail', 'help', 'HELP'])
      expect(parse(text)).toEqual({ kind: 'help' });
    expect(parse('help query')).toEqual({ kind: 'help', topic: 'query' });
  });

  it.each(['query', 'who', 'contain', 'mute', 'unmute'] as const)(
    '%s without what it needs explains itself',
    (name) => {
      expect(parse(name)).toEqual({ kind: 'help', topic: name });
    },
  );

  it.each(COMMAND_NAMES)('%s has an example that works', (name) => {
    expect(['work', 'help', 'ask-contain']).toContain(parse(COMMAND_FORMS[name].example).kind);
  });

  it('has examples that work with the templates that come along', () => {
    const shipped = loadCatalog(TEMPLATES);
    for (const name of COMMAND_NAMES)
      expect(['work', 'help', 'ask-contain']).toContain(
        parseCommand(COMMAND_FORMS[name].example, shipped).kind,
      );
  });

  it('that contains somebody asks in a form first, whom is as it was typed', () => {
    const arn = 'arn:aws:iam::123456789012:user/ci/Deploy';
    expect(parse('contain alice')).toEqual({ kind: 'ask-contain', whom: 'alice' });
    expect(parse(`contain ${arn}`)).toEqual({ kind: 'ask-contain', whom: arn });
    expect(parse(`contain ${'a'.repeat(LONGEST_WHOM)}`)).toMatchObject({ kind: 'ask-contain' });
    expect(parse(`contain ${'a'.repeat(LONGEST_WHOM + 1)}`)).toMatchObject({
      problem: expect.stringContaining('too long'),
    });
  });

  it('longer than a button can hold is refused', () => {
    expect(parse(`who ${'a'.repeat(LONGEST_COMMAND)}`)).toMatchObject({ kind: 'problem' });
    expect(parse('a'.repeat(200_000))).toMatchObject({ problem: expect.stringContaining('2000 characters') });
  });
});

describe('what phones and Slack make of a command', () => {
  it.each([
    ['who “role deploy”', 'role deploy'],
    ['who ‘alice’', 'alice'],
    ['who `alice`', 'alice'],
    ['who\u00A0alice', 'alice'],
    ['who \u200Balice\u202C', 'alice'],
    ['who <mailto:alice@example.com|alice@example.com>', 'alice@example.com'],
    ['who <mailto:alice@example.com>', 'alice@example.com'],
    ['who <http://build.example.com|build.example.com>', 'build.example.com'],
    ['who <@U0ALEX0001|alex>', 'alex'],
    ['who @alex', 'alex'],
    ['who <@U0ALEX0001>', 'U0ALEX0001'],
    ['who a&amp;b', 'a&b'],
    ['who deploy—bot', 'deploy-bot'],
  ])('%s', (text, what) => {
    expect(workIn(text)).toEqual({ kind: 'who', what });
  });

  it('leaves an apostrophe, a quote that never closes and an unknown form alone', () => {
    expect(workIn("who don't")).toEqual({ kind: 'who', what: "don't" });
    expect(workIn('who "alice')).toEqual({ kind: 'who', what: '"alice' });
    expect(workIn('who <user>')).toEqual({ kind: 'who', what: '<user>' });
  });
});

describe('a mute', () => {
  it.each([
    ['30m', 30],
    ['4h', 240],
    ['2D', 2_880],
    ['1w', 10_080],
    ['30d', 43_200],
  ])('takes %s', (duration, minutes) => {
    expect(workIn(`mute root-usage ${duration} planned work`)).toEqual({
      kind: 'mute',
      detectionId: 'root-usage',
      minutes,
      reason: 'planned work',
    });
  });

  it.each(['0h', '31d', '5w', '4', 'h', '-1h', '1.5h', '99999w'])('does not take %s', (duration) => {
    expect(parse(`mute root-usage ${duration} planned`)).toMatchObject({
      problem: expect.stringContaining('Say for how long'),
    });
  });

  it('wants a reason, and keeps it as it was typed', () => {
    expect(parse('mute root-usage 4h')).toMatchObject({ problem: expect.stringContaining('Say why') });
    expect(parse('mute root-usage 4h ""')).toMatchObject({ problem: expect.stringContaining('Say why') });
    expect(workIn("mute root-usage 4h we're moving “billing”, don't page")).toMatchObject({
      reason: `we're moving "billing", don't page`,
    });
    expect(workIn('mute root-usage 4h “planned work”')).toMatchObject({ reason: 'planned work' });
  });
});

describe('a query', () => {
  it('takes its values by name, in any case, in quotes, with a window', () => {
    expect(workIn('query FROM-this-address Address=“203.0.113.7” LAST=6h')).toEqual({
      kind: 'run-query',
      queryId: 'from-this-address',
      values: { address: '203.0.113.7' },
      hours: 6,
    });
    expect(workIn('query console-logins last=30m')).toMatchObject({ values: {}, hours: 0.5 });
  });

  it('takes values without a name in the order of its parameters', () => {
    expect(workIn('query calls-in-region CreateUser eu-west-1')).toMatchObject({
      values: { eventName: 'CreateUser', region: 'eu-west-1' },
    });
    expect(workIn('query calls-in-region region=eu-west-1 CreateUser')).toMatchObject({
      values: { eventName: 'CreateUser', region: 'eu-west-1' },
    });
    expect(parse('query console-logins alice')).toMatchObject({
      problem: 'console-logins takes no values: “alice” is too much.',
    });
  });

  it('asks in a form for what is missing, with what is there', () => {
    expect(parse('query calls-in-region region=eu-west-1 last=2d')).toEqual({
      kind: 'ask-query',
      queryId: 'calls-in-region',
      values: { region: 'eu-west-1' },
      hours: 48,
    });
    expect(parse('query actor-timeline principal=')).toMatchObject({ kind: 'ask-query', values: {} });
  });

  it('says what a value should have been', () => {
    expect(parse('query from-this-address address=alice')).toMatchObject({
      problem: expect.stringMatching(/^Address: .*IPv4/),
    });
    expect(parse('query actor-timeline principal=a"b')).toMatchObject({ kind: 'problem' });
    expect(parse('query console-logins last=5y')).toMatchObject({
      problem: expect.stringContaining('last= takes 30m'),
    });
  });
});

describe('a slip', () => {
  it.each([
    ['staus', 'status'],
    ['Satus', 'status'],
    ['test cloudtrail', 'test cloudtrail-changes'],
    ['test root-usgae', 'test root-usage'],
    ['tset root-usgae', 'test root-usage'],
    ['alerts opne', 'alerts open'],
    ['help qurey', 'help query'],
    ['relase alice', 'release alice'],
    ['containned', 'contained'],
    ['contian alice', 'contain alice'],
    ['mtue iam-policy 4h planned', 'mute iam-policy-change 4h planned'],
    ['qurey from-this-adress addres=203.0.113.7', 'query from-this-address address=203.0.113.7'],
    ['query console-login', 'query console-logins'],
  ])('%s is answered with what was meant, ready to run', (text, suggestion) => {
    expect(parse(text)).toMatchObject({ kind: 'problem', suggestion });
    expect(parse(suggestion).kind).not.toBe('problem');
  });

  it('that could be several is answered with all of them, and nothing to press', () => {
    const command = parse('test root');
    expect(command).toEqual({
      kind: 'problem',
      problem: 'There is no detection “root”. Did you mean root-usage or root-login?',
    });
  });

  it('with something else wrong has both said, and nothing to press', () => {
    const command = parse('mute root-usag 4h');
    expect(command).toMatchObject({ problem: expect.stringMatching(/root-usag.*root-usage.*Say why/) });
    expect(command).not.toHaveProperty('suggestion');
  });

  it('that is like nothing says where the names are', () => {
    expect(parse('xyzzyxyzzy')).toEqual({
      kind: 'problem',
      problem: 'There is no command “xyzzyxyzzy”. Type /trail help to see those that are there.',
    });
  });
});

describe('any text at all', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...COMMAND_NAMES,
      'root-usage',
      'root',
      'from-this-address',
      'address=',
      'last=4h',
      '4h',
      '"',
      '“',
      "'",
    ),
    fc.constantFrom('__proto__', 'constructor=1', '<@U1|', '>', '<mailto:', '|', '&amp;', '='),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ minLength: 300, maxLength: 2_500 }),
  );
  const line = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '));

  it('is understood or refused, never thrown at, and never makes a job beyond its limits', () => {
    fc.assert(
      fc.property(line, (text) => {
        const command = parse(text);
        if (command.kind === 'problem') {
          expect((command.suggestion ?? '').length).toBeLessThanOrEqual(LONGEST_COMMAND);
          expect(command.problem.length).toBeLessThan(6_000);
          if (command.suggestion !== undefined) expect(parse(command.suggestion).kind).not.toBe('problem');
        }
        if (command.kind !== 'work') return;
        const replyTo = { kind: 'home' as const };
        const job = { id: 'x', userId: 'U0ALEX0001', replyTo, work: command.work };
        expect(parseJob(JSON.stringify(job))).toEqual(job);
      }),
      { numRuns: 400 },
    );
  });

  it('made to be slow is not', () => {
    const texts = [
      '<'.repeat(4_000),
      '"'.repeat(4_000),
      '= "'.repeat(1_300),
      '<@'.repeat(2_000),
      'who “ '.repeat(600),
    ];
    const took = computingMs(() => {
      for (const text of texts) {
        parse(text);
        parse(`who ${text}`.slice(0, 1_990));
      }
    });
    expect(took).toBeLessThan(1_000);
  });
});

it('only what reads is shared', () => {
  const shared = ['status', 'alerts', 'who alice', 'contained', 'mutes', 'review', 'query console-logins'];
  // Sharing asks again, and a second test event rings a second time.
  const kept = ['mute root-usage 4h why', 'unmute x', 'test', 'contain alice'];
  const sharable = (text: string) => {
    const command = parse(text);
    return command.kind === 'work' && isShareable(command.work);
  };
  expect(shared.map(sharable)).toEqual(shared.map(() => true));
  expect(kept.map(sharable)).toEqual(kept.map(() => false));
});
