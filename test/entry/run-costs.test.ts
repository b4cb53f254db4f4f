import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { runCosts } from '../../bot/entry/run-costs.ts';
import { COSTS_END, COSTS_START } from '../../bot/render/deployment/cost-table.ts';

describe('runCosts', () => {
  let folder: string;
  let root: URL;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailbot-costs-'));
    root = pathToFileURL(`${folder}/`);
    cpSync(TEMPLATES, join(folder, 'templates'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prints a column for each size, each dearer than the one before', () => {
    const table = runCosts(root, { write: false });
    expect(table).toContain('| 1 million events | 10 million events | 100 million events |');
    const totals = (/\*\*Together\*\*.*/.exec(table)?.[0] ?? '').match(/\d+\.\d\d/g)?.map(Number) ?? [];
    expect(totals).toHaveLength(3);
    expect(totals.toSorted((a, b) => a - b)).toEqual(totals);
    expect(new Set(totals).size).toBe(3);
  });

  it('is not changed by what a company has set', () => {
    const before = runCosts(root, { write: false });
    const path = join(folder, 'templates/settings.yml');
    const said = readFileSync(path, 'utf8').replace('presets: []', 'presets: [hipaa]\n  insights: true');
    expect(said).toContain('insights: true');
    writeFileSync(path, said);
    expect(runCosts(root, { write: false })).toBe(before);
  });

  it('renews the table in the README, or says that there is no place for it', () => {
    expect(runCosts(root, { write: true })).toContain('no place');
    const readme = join(folder, 'README.md');
    writeFileSync(readme, `# Costs\n${COSTS_START}\n${COSTS_END}\nand more\n`);
    expect(runCosts(root, { write: true })).toContain('Written');
    const text = readFileSync(readme, 'utf8');
    expect(text).toContain(runCosts(root, { write: false }));
    expect(text).toMatch(/and more\n$/);
  });
});
