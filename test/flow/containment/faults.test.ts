// Stops the flow at each of its writes, in each way in which that happens: after the retry all of it is right and told.
import { describe, expect, it } from 'vitest';
import { containmentStage } from '../../support/containment-stage.ts';
import { contain, expectTold, expectTrue, release } from '../../support/containment-story.ts';
import type { FaultMode } from '../../support/faults.ts';

const WRITE = /\.(save|begin|complete|abandon|add|schedule|update|reply|post)$|^hands\./;

/** All calls of one containment and its release, where nothing goes wrong. */
async function callsOfTheStory(): Promise<readonly string[]> {
  const stage = containmentStage();
  await contain(stage);
  await release(stage);
  await stage.pass(120);
  return stage.faults.calls;
}

const calls = await callsOfTheStory();
const steps = [...calls.entries()].filter(([, name]) => WRITE.test(name));
const toIam = steps.filter(([, name]) => name.startsWith('hands.'));
const toQueues = steps.filter(([, name]) => /(later\.schedule|Queue\.add)$/i.test(name));

describe.each<FaultMode>(['crash-before', 'crash-after', 'trouble'])('a %s at any write', (mode) => {
  it.each(steps)('(call %i, %s) ends contained, and then released, each line told once', async (at) => {
    const stage = containmentStage();
    stage.faults.plan = { at, mode };
    expect(await contain(stage)).toBe(true);
    expect(await stage.containment()).toMatchObject({ verifiedAt: expect.any(Date), stripped: 0 });
    await expectTrue(stage);
    await expectTold(stage);
    await release(stage);
    expect(await stage.containment()).toMatchObject({ state: 'released' });
    await expectTrue(stage);
    await stage.pass(120);
    await expectTold(stage);
    expect(stage.dead).toEqual([]);
  });
});

describe('what AWS denies', () => {
  it.each(toIam)('(call %i, %s) is told, with what stands, and what stands can be released', async (at) => {
    const stage = containmentStage();
    stage.faults.plan = { at, mode: 'denied' };
    await contain(stage);
    await expectTrue(stage);
    await release(stage);
    await stage.pass(60);
    await expectTrue(stage);
    await expectTold(stage);
    const { history } = await stage.containment();
    const failed = history.filter(({ kind }) => kind === 'failed' || kind === 'release-failed');
    expect(failed).toMatchObject([{ why: 'It went wrong at hands.' }]);
    expect(stage.lines().map(({ texts }) => texts[0])).toContainEqual(
      expect.stringContaining('It went wrong at hands.'),
    );
    // Once more, now that it is allowed.
    await release(stage);
    expect(stage.iam.facts).toMatchObject({
      attached: [],
      accessKeys: [{ active: true }, { active: false }],
    });
  });

  it.each(toQueues)('(call %i, %s) leaves nothing open for good', async (at) => {
    const stage = containmentStage();
    stage.faults.plan = { at, mode: 'denied' };
    await contain(stage);
    await release(stage);
    await stage.pass(180);
    await expectTrue(stage);
    await expectTold(stage);
    const { state, release: releasing } = await stage.containment();
    expect(['requested', 'approved']).not.toContain(state);
    expect(releasing?.approved === undefined || state === 'released').toBe(true);
  });
});
