import { describe, expect, it } from 'vitest';
import { renderIncident } from '../../bot/render/incident.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { view, waiting } from '../support/alert-fixtures.ts';

describe('a wait that ended without an alert', () => {
  it.each([
    [{ kind: 'routine', count: 3 }, 'Root account used: nothing to do. 3 events matched, all routine'],
    [
      { kind: 'elsewhere', incidentIds: ['a', 'b'] },
      'several actors set off the alarm; 2 incidents have messages',
    ],
    [{ kind: 'elsewhere', incidentIds: ['a'] }, 'told in the message of its incident'],
  ] as const)('after %j says so in one line', (waitEnded, words) => {
    const message = renderIncident(view({ incident: waiting({ waitEnded }) }));
    expect(renderPlainText(message)).toContain(words);
    expect(message.blocks).toHaveLength(1);
  });

  it('still is an alert when nothing was found', () => {
    const message = renderIncident(view({ incident: waiting({ waitEnded: { kind: 'nothing' } }) }));
    expect(message.text).toContain('🔴 CRITICAL: Root account used');
  });
});
