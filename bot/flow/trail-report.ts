// Looks at the trail and the way from it to Slack, and at what only the bot itself knows of that way.
import type { HealthReport } from '../domain/health/health.ts';
import { channelIdsToName, judgeChannels } from '../domain/health/judge-channels.ts';
import { judgeLatency } from '../domain/health/judge-latency.ts';
import type { JobDeps } from './job-deps.ts';
import { readingOf } from './reading-of.ts';

/** An account without an alert in a week has nothing that says how long one takes today. */
const LOOK_BACK_MS = 7 * 86_400_000;

export async function reportOnTrail(deps: JobDeps): Promise<HealthReport> {
  const { health, incidents, settings, clock } = deps;
  const at = clock.now();
  const [findings, latest, names] = await Promise.all([
    health.check(),
    readingOf(() => incidents.listActive(new Date(at.getTime() - LOOK_BACK_MS))),
    readingOf(() => namesOf(channelIdsToName(settings), deps)),
  ]);
  return {
    at,
    findings: [...findings, judgeLatency(latest, settings.trail), judgeChannels(settings, names)],
  };
}

async function namesOf(
  ids: readonly string[],
  { places }: Pick<JobDeps, 'places'>,
): Promise<ReadonlyMap<string, string>> {
  const named = await Promise.all(ids.map(async (id) => [id, await places.nameOf(id)] as const));
  return new Map(named.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
}
