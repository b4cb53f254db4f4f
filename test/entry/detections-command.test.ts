import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWithAws } from '../../bot/entry/detections-aws.ts';
import { explainRecords } from '../../bot/entry/detections-explain.ts';
import { testExamples } from '../../bot/entry/detections-test.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { call, consoleLogin, record, root } from '../support/records.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const OWN = fileURLToPath(new URL('../../templates/', import.meta.url));

let folder: string;
let templates: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailbot-detections-'));
  templates = join(folder, 'templates');
  cpSync(OWN, templates, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Without the credentials and profiles of whoever runs the tests. */
const BARE = { PATH: process.env.PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };

function cli(args: readonly string[], { input = '', env = {} } = {}) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [CLI, 'detections', ...args],
      { env: { ...BARE, ...env }, maxBuffer: 10_000_000 },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

describe('detections test', () => {
  it('finds everything right that is shipped', async () => {
    const { code, stdout } = await cli(['test']);
    expect(stdout).toMatch(/all judged as written\.\n$/);
    expect(code).toBe(0);
  });

  it('tells what is wrong and what does not load, tests the rest, and ends with 1', async () => {
    const own = readFileSync(join(OWN, 'detections/root-usage.yml'), 'utf8');
    const wrong = write(
      'templates/detections/wrong-one.yml',
      own.replace('fires: true', 'fires: false').replace(/\n {4}lane: page\n {4}severity: \w+/, ''),
    );
    const broken = write(
      'templates/detections/broken-one.yml',
      own.replace('severity: critical', 'severity: hi'),
    );
    const lost = write('templates/detections/lost-one.yml', own.replace('console-logins', 'console-login'));
    const { code, stdout } = await cli(['test', '--templates', templates]);
    expect(code).toBe(1);
    expect(stdout).toContain('wrong-one, “');
    expect(stdout).toContain('broken-one.yml, severity, line 3: is "hi"');
    expect(stdout).toContain(
      'lost-one.yml, queries[2]: is console-login, and there is no queries/console-login.yml.',
    );
    expect(stdout).toMatch(/1 judged otherwise than written\. 2 files cannot be tested\.\n$/);
    for (const file of [wrong, broken, lost]) rmSync(file);
  });

  it('takes ids, and refuses one that there is not', async () => {
    expect(testExamples({ templates, ids: ['root-usage'] }).text).toContain('1 detection, 10 examples');
    const { code, stderr } = await cli(['test', 'rot-usage']);
    expect(code).toBe(1);
    expect(stderr).toBe('There is no detection rot-usage.\nDid you mean root-usage?\n');
  });

  it('refuses a folder that has no detections', () => {
    expect(() => testExamples({ templates: folder, ids: [] })).toThrow(/could not be read/);
  });
});

describe('detections test --aws', () => {
  let world: TestAws;
  beforeAll(async () => {
    world = await startAws();
  });
  afterAll(() => world.aws.close());

  const signed = () => ({
    AWS_ENDPOINT_URL: world.aws.url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  });

  it('finds that AWS matches every example as we do, split filters among them', async () => {
    const { code, stdout, stderr } = await cli(['test', '--aws', '--region', 'eu-west-1'], { env: signed() });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/TestMetricFilter in eu-west-1 matches as Trailbot does: \d{3,} examples of \d\d/);
    expect(code).toBe(0);
  });

  it('ends with 1 when AWS refuses a filter, and asks about the others', async () => {
    world.aws.faults.add({ operation: 'TestMetricFilter', code: 'InvalidParameterException', times: 1 });
    const { code, stdout } = await cli(['test', 'root-usage', 'waf-removed', '--aws'], { env: signed() });
    expect(code).toBe(1);
    expect(stdout).toMatch(/1 difference:\n {2}root-usage: AWS refuses the metric filter root-usage\./);
  });

  it('says what is missing without credentials, after its own report', async () => {
    const { code, stdout, stderr } = await cli(['test', 'root-usage', '--aws'], {
      env: { AWS_ENDPOINT_URL: world.aws.url },
    });
    expect(code).toBe(1);
    expect(stdout).toContain('all judged as written');
    expect(stderr).toMatch(/^There are no AWS credentials[\s\S]*logs:TestMetricFilter/);
  });

  it('tells where AWS matches otherwise, and is not right then', async () => {
    const tested = await testWithAws({ templates, ids: ['root-usage'] }, () => async () => ({
      matched: new Set(),
    }));
    expect(tested.right).toBe(false);
    expect(tested.text).toContain('8 differences');
    expect(tested.text).toContain('in us-east-1');
  });
});

describe('detections new', () => {
  it('takes several conditions, and refuses a bad one without a trace of a stack', async () => {
    const make = (id: string, ...wheres: readonly string[]) =>
      cli([
        'new',
        id,
        '--templates',
        templates,
        '--event-source',
        's3',
        ...wheres.flatMap((one) => ['--where', one]),
      ]);
    const bucket = 'requestParameters.bucketName=payroll';
    const made = await make('narrowed-one', bucket, 'userIdentity.userName!=alice');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const { text, right } = testExamples({ templates, ids: ['narrowed-one'] });
    expect(text).toContain('1 detection, 4 examples: all judged as written');
    expect(right).toBe(true);
    const refused = await make('narrowed-two', bucket, 'userIdentity.userName=a"b');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^"a\\"b" is no value of userIdentity\.userName\.\nWrite it as .*\n$/);
    rmSync(join(templates, 'detections/narrowed-one.yml'));
  });
});

describe('detections explain', () => {
  const lines = (...records: object[]) => records.map((one) => JSON.stringify(one)).join('\n');

  it('reads what is piped in, in any shape, and tells clause by clause', async () => {
    const input = JSON.stringify({
      Records: [record({ userIdentity: root(), eventType: 'AwsServiceEvent' })],
    });
    const { code, stdout } = await cli(['explain', 'root-usage', '-'], { input });
    expect(code).toBe(0);
    expect(stdout).toContain('root-usage: Not counted: $.eventType != "AwsServiceEvent" does not hold');
    expect(stdout).toContain('yes     $.userIdentity.type = "Root"         "Root"');
  });

  it('names those that count a record when no detection is given, and those that nearly do', async () => {
    const path = write(
      'two.jsonl',
      lines(call('iam', 'AttachUserPolicy'), consoleLogin({ additionalEventData: {} })),
    );
    const { stdout } = await cli(['explain', path]);
    expect(stdout).toMatch(/iam AttachUserPolicy.*\n {2}iam-policy-changes: /);
    expect(stdout).toMatch(
      /No detection counts it\.\n[\s\S]* {2}closest: console-login-without-mfa\. Not counted: /,
    );
  });

  const asked = { templates: OWN, detection: 'root-usage', all: false, json: false };

  it('stops after twenty records and says so, unless all are asked for or one', async () => {
    const path = write(
      'many.jsonl',
      lines(...Array.from({ length: 30 }, (_, n) => record({ eventID: `e${n}` }))),
    );
    const counted = (text: string) => text.match(/^root-usage: /gm)?.length;
    const some = await explainRecords({ ...asked, path });
    expect(counted(some.text)).toBe(20);
    expect(some.left).toEqual(['The first 20 of 30 records; --all shows all, --event <eventID> one.']);
    expect(counted((await explainRecords({ ...asked, path, all: true })).text)).toBe(30);
    const one = await explainRecords({ ...asked, path, event: 'e25' });
    expect([counted(one.text), one.left]).toEqual([1, []]);
    await expect(explainRecords({ ...asked, path, event: 'e99' })).rejects.toThrow(/None of the 30 records/);
  });

  it('gives scripts the same as JSON', async () => {
    const path = write(
      'one.json',
      lines(record({ userIdentity: root(), requestParameters: { deep: [[]] } })),
    );
    const { text } = await explainRecords({ ...asked, path, json: true });
    expect(JSON.parse(text)).toMatchObject([
      {
        detection: 'root-usage',
        counted: true,
        lane: 'review',
        severity: 'critical',
        filter: {
          kind: 'and',
          held: true,
          parts: [{ text: '$.userIdentity.type = "Root"', held: true, seen: [{ values: ['Root'] }] }, {}, {}],
        },
        signal: { held: false },
      },
    ]);
    const all = await explainRecords({ templates: OWN, path, all: false, json: true });
    expect(JSON.parse(all.text)).toMatchObject([
      { counting: [{ detection: 'root-usage', lane: 'review' }], near: [] },
    ]);
  });

  it('explains a detection that is no part of the catalog yet', async () => {
    const own = readFileSync(join(OWN, 'detections/root-usage.yml'), 'utf8');
    const detection = write('my-draft.yml', own.replace('"Root"', '"IAMUser"'));
    const path = write('one.json', lines(record()));
    expect((await explainRecords({ ...asked, detection, path })).text).toContain('my-draft: ');
  });

  it('tells what was skipped, and asks for a file where only a detection was given', async () => {
    const path = write('half.jsonl', `${lines(record())}\n{"eventSource":`);
    expect((await explainRecords({ ...asked, path })).left).toEqual([
      expect.stringMatching(/half\.jsonl:2: Not JSON/),
    ]);
    const { code, stderr } = await cli(['explain', 'root-usage']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^root-usage is a detection, and there is no record.*\nGive a file as well/);
  });
});
