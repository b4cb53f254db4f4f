// Where an incident is shown when its channel cannot be used, and Slack has a hiccup as well.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stopLogging } from '../support/trail-records.ts';
import { ACTOR, startTriageStage, type TriageStage } from '../support/triage-stage.ts';
import { textOf } from '../support/world.ts';

const FALLBACK = 'C0REVIEW01';
const UNUSABLE = { error: 'not_in_channel', times: 1 };
const HICCUP = { status: 503, times: 1 };

let stage: TriageStage;
beforeEach(async () => {
  stage = await startTriageStage({ actors: {} });
});
afterEach(() => stage.world.close());

const event = stopLogging(ACTOR);
const happens = () => {
  const { settings } = stage.deps();
  return stage.happens(event, { settings: { ...settings, fallbackChannel: FALLBACK } });
};
/** One after the other, each for one call. */
function fail(method: string, ...faults: readonly (typeof UNUSABLE | typeof HICCUP)[]): void {
  for (const fault of faults) stage.world.slack.faults.add({ method, ...fault });
}

describe('a channel that the bot is not in', () => {
  it('has its alert in the fallback channel although the first try there failed', async () => {
    fail('chat.postMessage', UNUSABLE, HICCUP, UNUSABLE);
    fail('conversations.history', UNUSABLE);
    await expect(happens()).rejects.toMatchObject({ code: 'slack_failed' });
    await happens();
    const [message, ...others] = stage.world.channel();
    expect(others).toEqual([]);
    expect(message?.channel).toBe(FALLBACK);
    expect(stage.said()).toContain('not_in_channel');
  });

  it('has its alert once when the try stopped after it was posted to the fallback channel', async () => {
    fail('chat.postMessage', UNUSABLE);
    const stop = stage.world.slack.onMessage(() => fail('chat.postMessage', HICCUP));
    await expect(happens()).rejects.toMatchObject({ code: 'slack_failed' });
    stop();
    stage.world.slack.faults.clear();
    fail('conversations.history', UNUSABLE);
    await happens();
    expect(stage.world.channel().map(textOf)).toEqual([expect.stringContaining(ACTOR)]);
    expect(stage.world.channel()[0]?.channel).toBe(FALLBACK);
  });
});
