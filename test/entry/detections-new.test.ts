import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog, parseDetection } from '../../bot/catalog/load-catalog.ts';
import { parseWheres } from '../../bot/domain/detection/where.ts';
import { checkExamples } from '../../bot/domain/explain/check-examples.ts';
import { newDetection } from '../../bot/entry/detections-new.ts';
import { scaffoldDetection } from '../../bot/entry/detections-scaffold.ts';
import { testExamples } from '../../bot/entry/detections-test.ts';

const OWN = fileURLToPath(new URL('../../templates/', import.meta.url));
let templates: string;
beforeEach(() => {
  templates = mkdtempSync(join(tmpdir(), 'trailbot-new-'));
  cpSync(OWN, templates, { recursive: true });
});
afterEach(() => rmSync(templates, { recursive: true }));

const make = (changes: Partial<Parameters<typeof newDetection>[0]> = {}) =>
  newDetection({ templates, id: 'key-made', severity: 'medium', lane: 'page', eventNames: [], ...changes });
const written = (id = 'key-made') => readFileSync(join(templates, 'detections', `${id}.yml`), 'utf8');

describe('detections new', () => {
  it.each([
    ['without anything said', {}],
    [
      'with all said',
      { eventSource: 'iam', eventNames: ['CreateAccessKey', 'UpdateAccessKey'], title: 'Key made' },
    ],
    ['for the review', { lane: 'review' as const, severity: 'low' as const }],
    [
      'with more calls than a filter takes',
      { eventNames: Array.from({ length: 60 }, (_, n) => `CreateSomething${n}`) },
    ],
    ['with all calls of a kind', { eventSource: 'sts', eventNames: ['Get*', 'Describe*'] }],
  ])('writes one that loads with the others and passes its own examples, %s', (_, changes) => {
    make(changes);
    expect(loadCatalog(templates).detections.map(({ id }) => id)).toContain('key-made');
    const { right, text } = testExamples({ templates, ids: ['key-made'] });
    expect(text).toContain('all judged as written');
    // Without a service it can never fire, and is not right.
    expect(right).toBe('eventSource' in changes);
    const { examples } = checkExamples(parseDetection('key-made.yml', written()));
    expect(examples.map(({ example }) => example.fires)).toEqual([true, false]);
    for (const { example } of examples) expect(example.event.eventName).toMatch(/^\w+$/);
  });

  it('names what nobody has written yet, until somebody has', () => {
    const test = () => testExamples({ templates, ids: ['key-made'] }).text;
    make();
    expect(test()).toContain(
      'key-made is not finished: nobody has written its title, why, filter, runbook yet. It can never fire.',
    );
    rmSync(join(templates, 'detections', 'key-made.yml'));
    make({ eventSource: 'iam', eventNames: ['CreateAccessKey'], title: 'Key made' });
    expect(test()).toContain('nobody has written its why, runbook yet.\n');
    expect(testExamples({ templates, ids: ['root-usage'] }).text).not.toContain('not finished');
  });

  it('says of data events that a trail has to be told to record them', () => {
    const said = make({ eventSource: 's3', eventNames: ['GetObject', 'PutBucketAcl'] });
    expect(said).toMatch(
      /^Data events \(GetObject\): 0\.10 USD per 100,000, and recorded only where .*on\.$/m,
    );
    expect(said).toMatch(
      /^Name the bucket under deployment\.dataEvents\.buckets in templates\/settings\.yml\./m,
    );
    expect(written()).toMatch(/^# Data events \(GetObject\).*\n# Name the bucket.*never counted\.\nfilter/m);
    rmSync(join(templates, 'detections', 'key-made.yml'));
    expect(make({ eventSource: 's3', eventNames: ['PutBucketAcl'] })).not.toContain('dataEvents');
  });

  it.each([
    ['s3', ['Get*'], 'Data events (Get*)', 'Name the bucket'],
    [
      'lambda',
      ['Invoke'],
      'Data events (Invoke)',
      "Write the function's ARN under deployment.dataEvents.functions",
    ],
    ['dynamodb', ['GetItem'], 'Data events (GetItem)', 'Tell a trail of your own to record them.'],
  ])('says of each service how they are recorded: %s', (eventSource, eventNames, which, how) => {
    const said = make({ eventSource, eventNames });
    expect(said).toContain(which);
    expect(said).toContain(how);
    expect(written()).toContain("# the trail's log group (Event history has no data events), with account");
    const [example] = parseDetection('key-made.yml', written()).examples;
    expect(example?.event).toMatchObject({ managementEvent: false, eventCategory: 'Data' });
    expect(example?.event.eventName).not.toBe('Get');
  });

  it('takes a call that was not said for a filter that nobody has written', () => {
    make({ eventSource: 'iam' });
    const { right, text } = testExamples({ templates, ids: ['key-made'] });
    expect(right).toBe(false);
    expect(text).toContain('nobody has written its title, why, filter, runbook yet. It can never fire.');
  });

  it('says what it was told, and explains each part beside it', () => {
    const title = `He said: "no" # 'x' {y}`;
    make({ title, severity: 'high', lane: 'review', eventSource: 's3', eventNames: ['PutBucketAcl'] });
    const text = written();
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/detection\.schema\.json\n# /);
    expect(parseDetection('key-made.yml', text)).toMatchObject({
      title,
      severity: 'high',
      filter: '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "PutBucketAcl") }',
      examples: [{ lane: 'review' }, { fires: false }],
    });
    for (const key of [
      'title',
      'severity',
      'why',
      'filter',
      'alarm',
      'signal',
      'queries',
      'contain',
      'runbook',
    ])
      expect(text, key).toMatch(new RegExp(`^# .*\\n(# .*\\n)*${key}:`, 'm'));
  });

  describe('narrowed by conditions', () => {
    const payroll = 'requestParameters.bucketName=payroll';

    it('counts every call of the service that fits, and has an example for each condition', () => {
      const where = [payroll, 'userIdentity.userName!=payroll-app'];
      const said = make({ eventSource: 's3', where });
      expect(said).toContain('write dataEvents: { buckets: [payroll] }');
      expect(said).not.toContain('- filter: ');
      const detection = parseDetection('key-made.yml', written());
      expect(detection.filter.replaceAll(/\s+/g, ' ')).toBe(
        '{ ($.eventSource = "s3.amazonaws.com") && ($.requestParameters.bucketName = "payroll") && (($.userIdentity.userName != "payroll-app") || ($.userIdentity.userName NOT EXISTS)) }',
      );
      expect(detection.examples).toMatchObject([
        { fires: true, event: { eventName: 'GetObject', requestParameters: { bucketName: 'payroll' } } },
        { fires: false, event: { eventName: 'GetObject', requestParameters: { bucketName: 'payroll-2' } } },
        { fires: false, event: { userIdentity: { userName: 'payroll-app' } } },
        { name: 'another call', fires: false },
      ]);
      expect(testExamples({ templates, ids: ['key-made'] })).toMatchObject({ right: true });
      expect(loadCatalog(templates).detections.map(({ id }) => id)).toContain('key-made');
    });

    it.each([
      ['with calls', { eventSource: 's3', eventNames: ['GetObject', 'PutObject'] }],
      ['for the review', { eventSource: 's3', lane: 'review' as const }],
      ['with all calls of a kind', { eventSource: 'ec2', eventNames: ['Describe*'] }],
      [
        'with more calls than a filter takes',
        { eventSource: 's3', eventNames: Array.from({ length: 60 }, (_, n) => `CreateSomething${n}`) },
      ],
    ])('passes its own examples, %s', (_, changes) => {
      make({ ...changes, where: [payroll, 'requestParameters.bucketName=salaries', 'awsRegion=us-east-1'] });
      const { right, text } = testExamples({ templates, ids: ['key-made'] });
      expect(text).toContain('4 examples: all judged as written');
      expect(right).toBe(true);
    });

    it('is a filter that nobody has written without a service', () => {
      expect(make({ where: [payroll] })).toContain('- filter: ');
      expect(testExamples({ templates, ids: ['key-made'] }).right).toBe(false);
    });

    it('loads, passes and means the same after YAML, whatever the values', () => {
      const value = fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9_.:/@+,#$()-]{1,60}$/),
        fc.constantFrom(
          'true',
          '0x1f',
          '1:30',
          '#x',
          'a: b',
          'a #b',
          '1e5',
          '- x',
          '@x',
          '2026-01-01',
          'x'.repeat(256),
        ),
      );
      fc.assert(
        fc.property(
          fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
          fc.constantFrom('=', '!='),
          (values, sign) => {
            const texts = values.map((one) => `requestParameters.secretId${sign}${one}`);
            const text = scaffoldDetection({
              title: 'Secret read',
              severity: 'low',
              lane: 'page',
              eventSource: 'secretsmanager.amazonaws.com',
              eventNames: [],
              wheres: parseWheres(texts),
              queries: ['actor-timeline'],
            });
            const detection = parseDetection('x.yml', text);
            for (const one of values)
              expect(detection.filter).toContain(`$.requestParameters.secretId ${sign} "${one}"`);
            for (const { right } of checkExamples(detection).examples) expect(right).toBe(true);
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  it('says what a person has to write still', () => {
    const bare = make();
    for (const key of ['filter', 'title', 'why', 'runbook', 'examples'])
      expect(bare).toContain(`  - ${key}: `);
    const told = make({
      id: 'key-made-too',
      title: 'Key made',
      eventSource: 'iam',
      eventNames: ['CreateAccessKey'],
    });
    expect(told).not.toMatch(/- (filter|title): /);
    expect(told).toContain('npm run detections -- test key-made-too');
  });

  it.each([
    ['an id that is taken', { id: 'root-usage' }, /already/],
    ['an id that is none', { id: 'Key_Made' }, /"Key_Made" cannot be the id/],
    ['a path', { id: '../key-made' }, /cannot be the id/],
    ["an id of the bot's own", { id: 'trailbot-key' }, /cannot be the id/],
    ['an event name that is none', { eventNames: ['a" || "'] }, /no eventName/],
    ['a source that is none', { eventSource: 'iam"' }, /no eventSource/],
    ['a condition that is none', { eventSource: 's3', where: ['bucketName=payroll'] }, /cannot be asked/],
    [
      'conditions that never hold at once',
      { eventSource: 's3', where: ['awsRegion=eu-west-1', 'awsRegion!=eu-west-1'] },
      /do not go together/,
    ],
    ['a title that is too long', { title: 'x'.repeat(81) }, /key-made\.yml, title/],
  ])('refuses %s, and writes nothing', (_, changes, message) => {
    const before = readdirSync(join(templates, 'detections'));
    const text = written('root-usage');
    expect(() => make(changes)).toThrow(message);
    expect(readdirSync(join(templates, 'detections'))).toEqual(before);
    expect(written('root-usage')).toBe(text);
    expect(existsSync(join(templates, 'key-made.yml'))).toBe(false);
  });

  it('says what a good id is', () => {
    expect(() => make({ id: 'X' })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('database-snapshot-shared') }),
    );
  });

  it('keeps a title as it is, whatever YAML would read in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 80, unit: 'grapheme-ascii' }), (title) => {
        fc.pre(title.trim().length >= 3);
        const shared = {
          eventSource: 'iam.amazonaws.com',
          eventNames: ['CreateUser'],
          queries: ['actor-timeline'],
        };
        const text = scaffoldDetection({ ...shared, title, severity: 'low', lane: 'page' });
        expect(parseDetection('x.yml', text).title).toBe(title.trim());
      }),
    );
  });
});
