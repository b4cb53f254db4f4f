// Names the Slack workspace in settings.yml, so that the next deployment answers nobody outside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseSettings } from '../catalog/load-catalog.ts';
import { editSettings } from './edit-settings.ts';

/**
 * @param settings - templates/settings.yml
 * @throws TrailbotError `settings_invalid`, and the file stays as it was
 */
export function bindWorkspace(settings: URL, teamId: string): void {
  const path = ['deployment', 'slackTeamId'];
  const text = editSettings(readFileSync(settings, 'utf8'), [{ path, value: teamId }]);
  parseSettings('settings.yml', text);
  writeFileSync(settings, text);
}
