// Playing a scenario: its past once, its story in time.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';
import { playScenario } from '../../bot/sandbox/scenarios/play-scenario.ts';
import { scenarios } from '../../bot/sandbox/scenarios/scenarios.ts';

const NOW = new Date('2026-11-24T10:15:00.000Z');
const ID = 'root-login-without-mfa';
const scenario = scenarios.find(({ id }) => id === ID);

/** Never delivers, as it seems to somebody who does not wait five minutes. */
function slowTrail() {
  const remembered: JsonObject[] = [];
  const delivered: JsonObject[] = [];
  return {
    remembered,
    delivered,
    remember: (records: readonly JsonObject[]) => void remembered.push(...records),
    deliver(records: readonly JsonObject[]): Promise<void> {
      delivered.push(...records);
      return new Promise(() => undefined);
    },
  };
}

describe.concurrent('playScenario', () => {
  it('hands over the whole story in order, in its own time, without waiting for deliveries', async () => {
    const trail = slowTrail();
    const begun = performance.now();
    const played = playScenario(ID, trail, { now: () => NOW });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(trail.delivered).toHaveLength(1);
    await played;
    const steps = scenario?.steps(NOW) ?? [];
    expect(trail.delivered).toEqual(steps.map(({ record }) => record));
    expect(performance.now() - begun).toBeGreaterThanOrEqual((steps.at(-1)?.afterMs ?? 0) - 50);
  });

  it('tells a trail of the past once, however often it is fired, and another trail too', async () => {
    const [first, second] = [slowTrail(), slowTrail()];
    await Promise.all([
      playScenario(ID, first, { now: () => NOW }),
      playScenario(ID, first, { now: () => new Date(NOW.getTime() + 1) }),
      playScenario(ID, second, { now: () => NOW }),
    ]);
    expect(first.remembered).toEqual(scenario?.history(NOW));
    expect(second.remembered).toEqual(scenario?.history(NOW));
    expect(first.delivered).toHaveLength(second.delivered.length * 2);
  });

  it('hands over as one delivery what happens at the same moment', async () => {
    const sizes: number[] = [];
    const trail = {
      remember: () => undefined,
      deliver: async (records: readonly JsonObject[]) => void sizes.push(records.length),
    };
    await playScenario('noisy-deployment', trail, { now: () => NOW });
    expect(sizes).toEqual(Array.from({ length: 10 }, () => 50));
  });

  it('fails when a delivery fails', async () => {
    const trail = { remember: () => undefined, deliver: () => Promise.reject(new Error('no log group')) };
    await expect(playScenario(ID, trail, { now: () => NOW })).rejects.toThrow('no log group');
  });

  it('names the scenarios that there are when asked for another', async () => {
    const played = playScenario('root-logn', slowTrail(), { now: () => NOW });
    await expect(played).rejects.toThrow(/no scenario "root-logn".*root-login-without-mfa, leaked-key/);
  });
});
