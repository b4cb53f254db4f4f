import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { bindWorkspace } from '../../bot/setup/bind-workspace.ts';

let folder: string;
let settings: URL;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailbot-settings-'));
  const path = join(folder, 'settings.yml');
  copyFileSync('templates/settings.yml', path);
  settings = pathToFileURL(path);
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = () => readFileSync(settings, 'utf8');

describe('binding the workspace', () => {
  it('names it in the settings, in place of another one, and leaves every comment', () => {
    const comments = (text().match(/#.*/g) ?? []).length;
    bindWorkspace(settings, 'T0SANDBOX');
    bindWorkspace(settings, 'T0ANOTHER1');
    expect(parseSettings('settings.yml', text()).deployment.slackTeamId).toBe('T0ANOTHER1');
    expect(text().match(/#.*/g)).toHaveLength(comments);
  });

  it('leaves the file alone when the settings would not be valid any more', () => {
    const before = text();
    expect(() => bindWorkspace(settings, 'xoxb-1: {}')).toThrow(
      expect.objectContaining({ code: 'settings_invalid' }),
    );
    expect(text()).toBe(before);
  });
});
