import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPermissions } from '../../bot/entry/run-permissions.ts';
import { PERMISSIONS_END, PERMISSIONS_START, renderPermissions } from '../../bot/render/permissions-page.ts';

let folder: string;
let page: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailbot-permissions-'));
  mkdirSync(join(folder, '.github'));
  page = join(folder, '.github', 'PERMISSIONS.md');
  writeFileSync(page, `# Ours\n\n${PERMISSIONS_START}\n${PERMISSIONS_END}\n\nTo keep.\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (write: boolean) => runPermissions(pathToFileURL(`${folder}/`), { write });

describe('the command permissions', () => {
  it('prints what the functions may do, and writes nothing', () => {
    const before = readFileSync(page, 'utf8');
    expect(run(false)).toBe(renderPermissions());
    expect(readFileSync(page, 'utf8')).toBe(before);
  });

  it('renews the page between its marks, and says so', () => {
    expect(run(true)).toBe('Written: .github/PERMISSIONS.md.');
    const written = readFileSync(page, 'utf8');
    expect(written).toContain(renderPermissions());
    expect(written).toMatch(/^# Ours\n[\s\S]*\nTo keep\.\n$/);
  });

  it('says what to put back when the marks are gone', () => {
    writeFileSync(page, '# Ours\n');
    expect(() => run(true)).toThrow('.github/PERMISSIONS.md has no place for the permissions.');
    expect(readFileSync(page, 'utf8')).toBe('# Ours\n');
  });
});
