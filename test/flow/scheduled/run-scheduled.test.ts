// What is due is done once, also when it fails on the way, comes twice, or comes late.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import type { JobDeps } from '../../../bot/flow/job-deps.ts';
import { runQueued } from '../../../bot/flow/queued.ts';
import { type ScheduledStage, startScheduledStage } from '../../support/scheduled-stage.ts';

let stage: ScheduledStage;
beforeAll(async () => {
  stage = await startScheduledStage();
});
afterAll(() => stage.world.close());

describe('what is due', () => {
  it('is left to the next one when it comes more than a day late', async () => {
    const before = stage.world.slack.messages().length;
    const at = new Date('2026-05-01T08:00:00Z');
    await stage.run('review', at, { clock: { now: () => new Date('2026-05-02T08:00:01Z') } });
    expect(stage.world.slack.messages()).toHaveLength(before);
    await stage.run('review', at, { clock: { now: () => new Date('2026-05-02T07:59:59Z') } });
    expect(stage.world.slack.messages()).toHaveLength(before + 1);
  });

  it('is done again when it failed, and not answered by a message', async () => {
    const at = new Date('2026-06-01T08:00:00Z');
    const denied = new TrailbotError({ code: 'aws_denied', message: 'no', hint: 'allow it' });
    const reviews = { ...stage.deps.reviews, lastSignOff: () => Promise.reject(denied) };
    const before = stage.world.slack.messages().length;
    await expect(stage.run('review', at, { reviews })).rejects.toBe(denied);
    expect(stage.world.slack.messages()).toHaveLength(before);
    await stage.run('review', at);
    expect(stage.world.slack.messages()).toHaveLength(before + 1);
  });

  it('is not posted twice when the function stopped right after the post', async () => {
    const at = new Date('2026-06-02T08:00:00Z');
    const complete = () => Promise.reject(new Error('stopped'));
    const stopped = { ...stage.deps.claims, complete };
    await expect(stage.run('review', at, { claims: stopped })).rejects.toThrow('stopped');
    const before = stage.world.slack.messages().length;
    const retaken = {
      begin: async () => 'won',
      complete: async () => undefined,
      abandon: async () => undefined,
    };
    await stage.run('review', at, { claims: retaken as JobDeps['claims'] });
    expect(stage.world.slack.messages()).toHaveLength(before);
  });

  it('goes to the dead letters when nobody can read it', async () => {
    await expect(runQueued('{"kind":"scheduled","task":"reboot"}', stage.deps)).rejects.toMatchObject({
      code: 'record_invalid',
    });
  });
});
