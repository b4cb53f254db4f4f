// What still happens while Slack does not take messages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runUnacknowledged } from '../../bot/flow/triage-watch.ts';
import { stopLogging } from '../support/trail-records.ts';
import { ACTOR, startTriageStage, type TriageStage } from '../support/triage-stage.ts';
import { textOf } from '../support/world.ts';

let stage: TriageStage;
beforeEach(async () => {
  stage = await startTriageStage({ actors: {} });
});
afterEach(() => stage.world.close());

/** Stopping the trail raises to critical for who has never been seen. */
const event = stopLogging(ACTOR);
const clocks = () => stage.tasks.filter((task) => task.kind === 'unacknowledged');

describe('a critical incident that cannot be posted', () => {
  it('pages when nobody acknowledges it, once', async () => {
    stage.world.slack.faults.add({ method: 'chat.postMessage', status: 503, times: 1_000 });
    await expect(stage.happens(event)).rejects.toMatchObject({ code: 'slack_failed' });
    expect((await stage.incident()).severity).toBe('critical');
    const page = clocks().find(({ step }) => step === 'page');
    if (!page) throw new Error('no page was put off');
    await runUnacknowledged(page, stage.deps()).catch(() => undefined);
    await runUnacknowledged(page, stage.deps()).catch(() => undefined);
    expect(stage.pages()).toHaveLength(1);
  });

  it('starts one clock, however often it is tried', async () => {
    stage.world.slack.faults.add({ method: 'chat.postMessage', status: 503, times: 2 });
    await expect(stage.happens(event)).rejects.toThrow();
    await expect(stage.happens(event)).rejects.toThrow();
    await stage.happens(event);
    expect(clocks().map(({ step }) => step)).toEqual(['remind', 'page']);
    expect(stage.world.channel().map(textOf)).toEqual([expect.stringContaining(ACTOR)]);
    const [first] = clocks();
    expect((await stage.incident()).triage?.clockSince).toEqual(first?.since);
  });
});
