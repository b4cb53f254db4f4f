import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import { renderAlert } from '../../bot/render/alert.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderRecord } from '../../bot/render/record.ts';
import { contextOfAlice, incident, settings, tally, view } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const folder = process.env.CORPUS_DIR ?? '';

function read(file: string): readonly (readonly [name: string, record: unknown])[] {
  if (folder === '') return [];
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { case: name, event } = JSON.parse(line) as { case: string; event: unknown };
    return [name, event];
  });
}

describe.runIf(process.env.CORPUS_DIR)('records that others published', () => {
  it.each([...read('awsdocs.jsonl'), ...read('stratus.jsonl')])('read well as an alert: %s', (_, record) => {
    const event = parseTrailEvent(record);
    const source = classifySource(event.sourceIPAddress, settings.networks);
    const message = renderAlert(
      view({
        incident: incident({
          accountId: event.accountId,
          actor: identifyActor(event),
          tallies: [tally({ samples: [event] })],
          context: { ...contextOfAlice, source },
        }),
      }),
    );
    expect(slackProblems(message)).toEqual([]);
    expect(slackProblems(renderRecord(event))).toEqual([]);
    expect(message.text.length).toBeLessThan(230);
    expect(renderPlainText(message)).not.toMatch(/undefined|NaN|\[object/);
  });
});
