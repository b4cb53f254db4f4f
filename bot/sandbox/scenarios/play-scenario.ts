// Plays a scenario: its past goes into the event history, its story to CloudTrail, each record at its time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../domain/event/trail-event.ts';
import type { LiveWorld, Scenario, Step } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** The part of the sandbox's CloudTrail that a story needs. */
export interface StoryTrail {
  /** Resolves when the records are in the log group, some time later. */
  deliver(records: readonly JsonObject[]): Promise<void>;
  /** Into the event history only. */
  remember(records: readonly JsonObject[]): void;
}

export interface PlayOptions {
  /** Where the scenario's attacker, if it has a live one, makes its calls; without it there is only the story. */
  readonly live?: LiveWorld;
  readonly now?: () => Date;
}

/** What each trail has been told of the past already: a second firing must not double it. */
const remembered = new WeakMap<StoryTrail, Set<string>>();

/**
 * Resolves when every record is handed over, which is before CloudTrail has delivered the last of them.
 * @throws Error when there is no such scenario, or when a delivery or the live attacker failed while the story was being told
 */
export async function playScenario(
  id: string,
  trail: StoryTrail,
  { live, now = () => new Date() }: PlayOptions = {},
): Promise<void> {
  const scenario = scenarios.find((it) => it.id === id);
  if (scenario === undefined) {
    throw new Error(
      `There is no scenario ${JSON.stringify(id)}. There are: ${scenarios.map((it) => it.id).join(', ')}.`,
    );
  }
  const start = now();
  rememberOnce(scenario, trail, start);
  const failure = Promise.withResolvers<never>();
  // Goes on long after the story is told.
  if (live !== undefined) scenario.live?.(live).catch(failure.reject);
  await Promise.race([handOver(scenario.steps(start), trail, failure.reject), failure.promise]);
}

async function handOver(
  steps: readonly Step[],
  trail: StoryTrail,
  onFailure: (reason: unknown) => void,
): Promise<void> {
  let passedMs = 0;
  for (const [afterMs, together] of Map.groupBy(steps, (step) => step.afterMs)) {
    // Unreferenced: a sandbox that was closed in the middle of a story must not keep the process alive.
    await sleep(afterMs - passedMs, undefined, { ref: false });
    passedMs = afterMs;
    trail.deliver(together.map(({ record }) => record)).catch(onFailure);
  }
}

function rememberOnce(scenario: Scenario, trail: StoryTrail, now: Date): void {
  const known = remembered.get(trail) ?? new Set();
  if (known.has(scenario.id)) return;
  remembered.set(trail, known.add(scenario.id));
  trail.remember(scenario.history(now));
}
