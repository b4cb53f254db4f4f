import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../bot/domain/alarm/alarm.ts';
import type { LaterTask } from '../../bot/domain/alarm/later-task.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import type { AlarmDeps } from '../../bot/flow/alert-deps.ts';
import { runRecheck } from '../../bot/flow/recheck.ts';
import { detection, settings } from '../support/alert-fixtures.ts';
import { alarm } from '../support/sightings.ts';

const CHANGED = alarm().changedAt;

const NOTHING = { messages: [] as string[], truncated: false, upTo: CHANGED };

/** A world without events, in which the alarm has a state, and that notes what is put off. */
function quietWorld(state: { value: AlarmState; since: Date }, read = NOTHING) {
  const scheduled: LaterTask[] = [];
  const claims = new Map<string, string>();
  const deps = {
    clock: { now: () => new Date(CHANGED.getTime() + 20_000) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    catalog: compileCatalog([detection({ id: 'user-created' })]),
    settings,
    trailLog: { read: async () => read },
    alarms: { state: async () => state },
    claims: {
      begin: async (key: string) => (claims.has(key) ? 'done' : 'won'),
      complete: async (key: string) => void claims.set(key, 'done'),
      abandon: async () => undefined,
    },
    incidents: { listActive: async () => [] },
    reviews: { add: async () => undefined },
    later: { schedule: async (task: LaterTask) => void scheduled.push(task) },
  } as unknown as AlarmDeps;
  return { deps, scheduled };
}

describe('a later look', () => {
  const recheck = { kind: 'recheck', alarm: alarm(), look: 2, from: CHANGED } as const;

  it('at an alarm that is still on is followed by the next one', async () => {
    const { deps, scheduled } = quietWorld({ value: 'ALARM', since: CHANGED });
    await runRecheck(recheck, deps);
    expect(scheduled).toMatchObject([{ kind: 'recheck', look: 3 }]);
  });

  it('is the last one when the alarm is off', async () => {
    const { deps, scheduled } = quietWorld({ value: 'OK', since: new Date(CHANGED.getTime() + 10_000) });
    await runRecheck(recheck, deps);
    expect(scheduled).toEqual([]);
  });

  it('that is delivered twice starts no second row of looks', async () => {
    const { deps, scheduled } = quietWorld({ value: 'ALARM', since: CHANGED });
    await runRecheck(recheck, deps);
    await runRecheck(recheck, deps);
    expect(scheduled).toHaveLength(1);
  });

  it('reads on where a look that could not read all of it ended', async () => {
    const upTo = new Date(CHANGED.getTime() + 600_000);
    const { deps, scheduled } = quietWorld(
      { value: 'ALARM', since: CHANGED },
      { ...NOTHING, truncated: true, upTo },
    );
    await runRecheck(recheck, deps);
    expect(scheduled).toMatchObject([{ from: new Date(upTo.getTime() - 120_000) }]);
  });

  it('reads the whole window again while nothing was found in it', async () => {
    const { deps, scheduled } = quietWorld({ value: 'ALARM', since: CHANGED });
    await runRecheck(recheck, deps);
    expect(scheduled).toMatchObject([{ from: CHANGED }]);
  });

  it('leaves an alarm that went off and on again to the looks of its later change', async () => {
    const { deps, scheduled } = quietWorld({ value: 'ALARM', since: new Date(CHANGED.getTime() + 15_000) });
    await runRecheck(recheck, deps);
    expect(scheduled).toEqual([]);
  });
});
