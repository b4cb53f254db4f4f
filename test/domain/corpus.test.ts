// Recorded events go through every reading, where somebody has them: set CORPUS_DIR.
import { describe, expect, it } from 'vitest';
import { describeAction } from '../../bot/domain/action/describe-action.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import { nameTool } from '../../bot/domain/context/name-tool.ts';
import { listResources } from '../../bot/domain/event/list-resources.ts';
import { parseTrailMessage } from '../../bot/domain/event/parse-trail-event.ts';
import { CORPUS_DIR, readCorpus } from '../support/corpus.ts';

describe.runIf(CORPUS_DIR)('recorded events', () => {
  it.each(['stratus.jsonl', 'awsdocs.jsonl'])('of %s are all understood', (file) => {
    const events = readCorpus(file);
    expect(events.length).toBeGreaterThan(0);
    for (const { case: name, event: raw } of events) {
      const event = parseTrailMessage(JSON.stringify(raw));
      const actor = identifyActor(event);
      expect(actor.kind === 'unknown' ? actor.name : '', name).toMatch(
        /^(somebody with a wrong user name)?$/,
      );
      expect(actor.name, name).not.toBe('');
      expect(nameTool(event.userAgent).words, name).not.toBe('');
      expect(classifySource(event.sourceIPAddress, {}).address, name).toBe(event.sourceIPAddress);
      expect(describeAction(event), name).toMatch(/^(tried to )?\S+/);
      expect(describeAction(event), name).not.toMatch(/ {2}|[{}]|^called|undefined/);
      expect(listResources(event).length, name).toBeLessThanOrEqual(10);
    }
  });
});
