// The daily review and its sign-off: nothing slips between two, and nobody signs what they did not see.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReviews } from '../../../bot/aws/reviews.ts';
import type { Job, WorkOf } from '../../../bot/domain/job.ts';
import { ACTIONS, TABLE } from '../../../bot/domain/naming.ts';
import { parseSignOffValue } from '../../../bot/domain/review/sign-off-value.ts';
import type { AuditEntry } from '../../../bot/domain/triage/audit-entry.ts';
import type { JobDeps } from '../../../bot/flow/job-deps.ts';
import { showReview } from '../../../bot/flow/jobs/show-review.ts';
import { signOff } from '../../../bot/flow/jobs/sign-off.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { clockAt, startAws, type TestAws } from '../../support/aws.ts';
import { sighting } from '../../support/sightings.ts';

let world: TestAws;
let deps: JobDeps;
let audited: AuditEntry[];
const clock = clockAt('2026-11-22T15:00:00Z');
let asked = 0;

beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(() => {
  clock.advance(86_400_000);
  audited = [];
  deps = {
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    catalog: { detections: [], judgeAll: () => [] },
    reviews: createReviews(world.clients, TABLE, {
      active: async () => [],
      countHidden: async () => undefined,
    }),
    suppressions: { active: async () => [] },
    audit: { add: async (entry: AuditEntry) => void audited.push(entry) },
  } as unknown as JobDeps;
});

const job = (work: Job['work'], userId: string): Job => {
  asked += 1;
  return { id: `job ${asked}`, userId, replyTo: { kind: 'home' }, work };
};
const add = (...changes: readonly object[]) =>
  deps.reviews.add(
    changes.map((change) => sighting(change, { detectionId: 'iam-changes', lane: 'review' })),
    clock.now(),
  );

async function review() {
  const message = await showReview({ kind: 'review' }, job({ kind: 'review' }, 'U0ALEX0001'), deps);
  const buttons = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const [button] = buttons.flatMap((element) => (element.type === 'button' ? [element] : []));
  return { text: renderPlainText(message), button };
}

async function sign(value: string | undefined, userId = 'U0ALEX0001') {
  const work: WorkOf<'sign-off'> = { kind: 'sign-off', ...(parseSignOffValue(value ?? '') ?? never()) };
  return renderPlainText(await signOff(work, job(work, userId), deps));
}

function never(): never {
  throw new Error('no button to press');
}

describe('the review', () => {
  it('shows what came, is signed off, and begins there the next time', async () => {
    await add({}, { errorCode: 'AccessDenied' });
    clock.advance(120_000);
    const first = await review();
    expect(first.text).toContain('2 events');
    expect(first.text).toContain('iam-changes ×2 (1 failed): alice 2');
    expect(first.button?.action_id).toBe(ACTIONS.signOff);
    expect(await sign(first.button?.value)).toContain('Signed off: 2 events');
    expect(audited).toMatchObject([{ userId: 'U0ALEX0001', deed: { kind: 'signed-off', count: 2 } }]);

    clock.advance(120_000);
    const second = await review();
    expect(second.text).toContain('Review: nothing');
    expect(second.text).toContain('Nothing was counted without an alert.');
    expect(await sign(second.button?.value)).toContain('Signed off: no events');
  });

  it('has no button for a stretch that is empty of time', async () => {
    await add({});
    clock.advance(120_000);
    await sign((await review()).button?.value);
    expect((await review()).button).toBeUndefined();
  });

  it('is not signed off when something came late into what was shown', async () => {
    await add({});
    clock.advance(120_000);
    const { button } = await review();
    const late = new Date(clock.now().getTime() - 90_000);
    await deps.reviews.add([sighting({}, { detectionId: 'late', lane: 'review' })], late);
    expect(await sign(button?.value)).toMatch(/It showed 1 event, and there are 2 events now/);
    expect(audited).toEqual([]);
    expect(await sign((await review()).button?.value)).toContain('Signed off: 2 events');
  });

  it('is not signed off twice, and says who did', async () => {
    await add({});
    clock.advance(120_000);
    const early = await review();
    clock.advance(120_000);
    const value = (await review()).button?.value;
    await sign(value, 'U0MAYA0002');
    const answer = await sign(early.button?.value);
    expect(answer).toContain('somebody did already');
    expect(answer).toContain('U0MAYA0002');
    expect(await sign(value, 'U0MAYA0002')).toContain('Signed off: 1 event');
    expect(audited).toHaveLength(1);
  });

  it('is not signed off for a time that has not come', async () => {
    const value = `${new Date(clock.now().getTime() + 86_400_000).toISOString()} 0`;
    expect(await sign(value)).toContain('Not signed off');
  });
});
