// What still happens while Slack does not take messages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTell } from '../../bot/flow/tell-later.ts';
import { runUnacknowledged } from '../../bot/flow/triage-watch.ts';
import { stopLogging } from '../support/trail-records.ts';
import { ACTOR, lastTask, startTriageStage, type TriageStage } from '../support/triage-stage.ts';
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

describe('an incident that another run is telling', () => {
  const MINUTE_MS = 60_000;

  /** As a run leaves it that was stopped between saving and telling. */
  async function leaveHalfTold(): Promise<void> {
    await stage.happens(event);
    const incident = await stage.incident();
    const until = new Date(Date.now() + MINUTE_MS);
    const posts = incident.posts.map((post) => ({ ...post, shown: 0 }));
    await stage.deps().incidents.save({ ...incident, posts, teller: { run: 'stopped', until } });
  }

  it('does not fail the delivery of a run that knows nothing new, and is looked at again', async () => {
    await leaveHalfTold();
    await stage.happens(event);
    expect(lastTask(stage, 'tell').incidentId).toBe((await stage.incident()).id);
  });

  it('is told by that look when the other run stopped, and left to it while it may not have', async () => {
    await leaveHalfTold();
    await stage.happens(event);
    const task = lastTask(stage, 'tell');
    await expect(runTell(task, stage.deps())).rejects.toMatchObject({ code: 'conflict' });
    const clock = { now: () => new Date(Date.now() + 2 * MINUTE_MS) };
    await runTell(task, stage.deps({ clock }));
    const { posts, revision, teller } = await stage.incident();
    expect(posts.map(({ shown }) => shown)).toEqual([revision]);
    expect(teller).toBeUndefined();
    expect(stage.world.channel()).toHaveLength(1);
  });
});
