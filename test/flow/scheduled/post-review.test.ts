// The daily review, over the sandbox: the schedule's own body on the real queue, and the button under the message.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACTIONS } from '../../../bot/domain/naming.ts';
import { clientOptions } from '../../../bot/entry/connect.ts';
import { runQueued } from '../../../bot/flow/queued.ts';
import { PATIENT } from '../../support/patience.ts';
import { ALEX, HOUR_MS, type ScheduledStage, startScheduledStage } from '../../support/scheduled-stage.ts';
import { sighting } from '../../support/sightings.ts';
import { eventually, textOf } from '../../support/world.ts';

let stage: ScheduledStage;
beforeAll(async () => {
  stage = await startScheduledStage();
});
afterAll(() => stage.world.close());

describe('the daily review', () => {
  it('comes in its channel once for each time that it is due, and is signed off where it stands', async () => {
    const twoHoursAgo = new Date(Date.now() - 2 * HOUR_MS);
    await stage.deps.reviews.add(
      [sighting({}, { detectionId: 'cloudtrail-changes', lane: 'review' })],
      twoHoursAgo,
    );
    const at = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    const sqs = new SQSClient(clientOptions(stage.world.config));
    const QueueUrl = stage.world.config.jobQueueUrl;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: stage.body('review', at) }));
    sqs.destroy();
    const review = await eventually(stage.world, () =>
      stage.world.slack
        .messages('security-review')
        .find((message) => textOf(message).includes('Daily review')),
    );
    expect(textOf(review)).toContain('Daily review: 1 event');
    expect(textOf(review)).toContain('Nobody signed off before');

    // Until the first is through, the second is told to come again.
    await vi.waitFor(() => runQueued(stage.body('review', at, 'another-attempt'), stage.deps), PATIENT);
    expect(stage.shown('security-review').filter((text) => text.includes('Daily review'))).toHaveLength(1);

    await stage.press(review, ACTIONS.signOff);
    const answer = await eventually(stage.world, () => stage.world.thread(review).at(0));
    expect(textOf(answer)).toContain('Signed off: 1 event');
    expect(await stage.deps.reviews.lastSignOff()).toMatchObject({ userId: ALEX, count: 1 });
  });

  const reviewed = async (until: string | undefined, at: string) => {
    const signed = until === undefined ? undefined : new Date(until);
    const signOff = signed && { userId: ALEX, at: signed, until: signed, count: 0 };
    const reviews = { ...stage.deps.reviews, list: async () => [], lastSignOff: async () => signOff };
    await stage.run('review', new Date(at), { reviews });
    return stage.shown('security-review').at(-1);
  };

  it('is one line with the button on a day without anything', async () => {
    const text = await reviewed('2026-02-02T07:59:00Z', '2026-02-03T08:00:00Z');
    expect(text).toMatch(
      /^Daily review: nothing from .* to [^\n]*\.\n\n\[I have looked at this: sign off\]$/,
    );
  });

  it.each([
    ['the day before was signed off', '2026-03-01T07:59:02Z', '2026-03-02T08:00:00Z', false],
    ['the day before had an hour more', '2026-10-24T07:59:02Z', '2026-10-25T09:00:00Z', false],
    ['the one before that was the last', '2026-03-03T07:59:02Z', '2026-03-05T08:00:00Z', true],
    ['nobody ever signed off', undefined, '2026-03-06T08:00:00Z', false],
  ])('says whether the last one was left unsigned: %s', async (_, until, at, missed) => {
    const text = await reviewed(until, at);
    expect(text?.includes('The last review was not signed off')).toBe(missed);
  });

  it('comes in the fallback channel, with the reason, where its own cannot be posted in', async () => {
    const settings = { ...stage.deps.settings, dailyReview: { at: '09:00', channel: 'not-there' } };
    await stage.run('review', undefined, { settings });
    const review = stage.world.channel().at(-1);
    expect(review && textOf(review)).toContain('Daily review');
    expect(review && stage.world.thread(review).map(textOf).join()).toContain('Create the channel');
  });
});
