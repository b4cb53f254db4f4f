import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { newDetection } from '../../bot/entry/detections-new.ts';
import { testExamples } from '../../bot/entry/detections-test.ts';
import { runCatalog } from '../../bot/entry/run-catalog.ts';
import { renderCatalogTable, renewCatalogTable } from '../../bot/render/catalog-table.ts';

const ROOT = new URL('../../', import.meta.url);

describe('npm run catalog', () => {
  let root: URL;
  beforeEach(() => {
    root = pathToFileURL(`${mkdtempSync(join(tmpdir(), 'trailbot-'))}/`);
    cpSync(new URL('templates/', ROOT), new URL('templates/', root), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('prints the table and writes nothing', () => {
    rmSync(new URL('templates/detection.schema.json', root));
    expect(runCatalog(root, { write: false })).toContain('| `root-usage` |');
    expect(existsSync(new URL('templates/detection.schema.json', root))).toBe(false);
  });

  it('says how much it read, whatever it does with it', () => {
    const count = (folder: string) => readdirSync(new URL(`templates/${folder}/`, root)).length;
    const told = `${count('detections')} detections and ${count('queries')} queries`;
    expect(runCatalog(root, { write: false })).toContain(told);
    expect(runCatalog(root, { write: true })).toContain(told);
  });

  it('names what nobody has written yet, as the test of the examples does', () => {
    const templates = fileURLToPath(new URL('templates/', root));
    newDetection({ templates, id: 'key-made', severity: 'low', lane: 'page', eventNames: [] });
    const unwritten =
      'key-made is not finished: nobody has written its title, why, filter, runbook yet. It can never fire.';
    for (const write of [false, true]) expect(runCatalog(root, { write })).toContain(unwritten);
    expect(testExamples({ templates, ids: ['key-made'] }).text).toContain(unwritten);
    rmSync(new URL('templates/detections/key-made.yml', root));
    expect(runCatalog(root, { write: false })).not.toContain('not finished');
  });

  it('names what counts data events alone, until some are recorded', () => {
    const templates = fileURLToPath(new URL('templates/', root));
    const settings = new URL('templates/settings.yml', root);
    const checkedWith = (deployment: object) => {
      const { deployment: _ours, ...rest } = parse(readFileSync(settings, 'utf8'));
      writeFileSync(settings, stringify({ ...rest, deployment }));
      return runCatalog(root, { write: false });
    };
    const where = ['requestParameters.bucketName=payroll'];
    const shared = { templates, severity: 'low', lane: 'page', eventNames: [], where } as const;
    newDetection({ ...shared, id: 'bucket-of-the-test', eventSource: 's3' });
    newDetection({ ...shared, id: 'call-of-the-test', eventSource: 'iam' });
    expect(checkedWith({})).toContain('bucket-of-the-test counts data events, and none are recorded: ');
    expect(checkedWith({})).not.toContain('call-of-the-test counts data events');
    for (const deployment of [{ dataEvents: { buckets: ['payroll'] } }, { existing: { trail: true } }])
      expect(checkedWith(deployment)).not.toContain('none are recorded');
  });

  it('renews the README between its markers and the schemas', () => {
    writeFileSync(new URL('README.md', root), '# x\n<!-- catalog:start --><!-- catalog:end -->\ny\n');
    expect(runCatalog(root, { write: true })).toContain('README.md.');
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(readme).toMatch(/^# x\n[\s\S]*\| `root-usage` \|[\s\S]*\ny\n$/);
  });

  it('says so when the README has no place for the table, and still writes the schemas', () => {
    rmSync(new URL('templates/settings.schema.json', root));
    expect(runCatalog(root, { write: true })).toContain('has no place');
    expect(existsSync(new URL('templates/settings.schema.json', root))).toBe(true);
  });

  it('stops on a mistake with file, key and remedy, and without a stack trace', async () => {
    const run = promisify(execFile)(process.execPath, [
      new URL('bot/entry/cli.ts', ROOT).pathname,
      'catalogue',
    ]);
    await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('catalog') });
    writeFileSync(new URL('templates/detections/x.yml', root), 'title: x');
    expect(() => runCatalog(root, { write: true })).toThrow(/x\.yml, filter: is missing/);
  });
});

describe('the table in README.md', () => {
  it('is what `npm run catalog -- --write` would write', () => {
    const readme = existsSync(new URL('README.md', ROOT))
      ? readFileSync(new URL('README.md', ROOT), 'utf8')
      : '';
    const table = renderCatalogTable(loadCatalog(new URL('templates/', ROOT)).detections);
    expect(renewCatalogTable(readme, table) ?? readme).toBe(readme);
  });
});
