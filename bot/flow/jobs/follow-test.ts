// Follows a test event from the log group to Slack, stretch by stretch, up to the first that it does not pass.
import { TrailbotError } from '../../domain/errors.ts';
import type { Hop } from '../../domain/health/health.ts';
import type { TestPlan } from '../../domain/health/test-record.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { alarmName } from '../../domain/naming.ts';
import type { JobDeps } from '../job-deps.ts';

const POLL_MS = 1_000;
/** AWS's clock and ours may differ by so much. */
const SKEW_MS = 5_000;

export type FollowDeps = Pick<
  JobDeps,
  'prober' | 'trailLog' | 'alarms' | 'incidents' | 'clock' | 'pause' | 'settings'
>;

type AlarmNow = Awaited<ReturnType<FollowDeps['alarms']['state']>>;

interface Stretch {
  readonly name: string;
  /** What was seen; undefined while there is nothing to see yet. */
  readonly look: () => Promise<string | undefined>;
  readonly lookAt: string;
}

/** @param withinMs for all stretches together */
export async function followTest(
  plan: TestPlan,
  withinMs: number,
  deps: FollowDeps,
): Promise<readonly Hop[]> {
  const start = deps.clock.now();
  const until = start.getTime() + withinMs;
  const hops: Hop[] = [];
  for (const stretch of stretchesOf(plan, start, deps)) {
    const hop = await pass(stretch, until, deps);
    hops.push(hop);
    if (hop.tookMs === undefined) return hops;
  }
  return hops;
}

async function pass({ name, look, lookAt }: Stretch, until: number, deps: FollowDeps): Promise<Hop> {
  const from = deps.clock.now().getTime();
  for (;;) {
    const seen = await tryTo(look);
    const now = deps.clock.now().getTime();
    if (seen instanceof TrailbotError)
      return { name, tookMs: undefined, detail: `${seen.message} ${seen.hint}` };
    if (seen !== undefined) return { name, tookMs: now - from, detail: seen };
    if (now >= until)
      return { name, tookMs: undefined, detail: `it did not come through. Look at ${lookAt}.` };
    await deps.pause(POLL_MS);
  }
}

/** A call that AWS throttled is tried again like one that saw nothing yet. */
async function tryTo(look: Stretch['look']): Promise<string | undefined | TrailbotError> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    return error.code === 'aws_throttled' ? undefined : error;
  }
}

function stretchesOf(plan: TestPlan, start: Date, deps: FollowDeps): readonly Stretch[] {
  const { detection, records, eventID } = plan;
  const { logGroup } = deps.settings.trail;
  const alarm = alarmName(detection.id);
  const since = new Date(start.getTime() - SKEW_MS);
  const incident = () => findIncident(plan, since, deps);
  let before: AlarmNow;
  return [
    {
      name: 'Written to the log group',
      async look() {
        before = await deps.alarms.state(alarm);
        for (const record of records) await deps.prober.put(record);
        return logGroup;
      },
      lookAt: `the log group ${logGroup}`,
    },
    {
      name: 'Readable',
      async look() {
        const to = new Date(deps.clock.now().getTime() + SKEW_MS);
        const pattern = `{ $.eventID = "${eventID}" }`;
        const { messages } = await deps.trailLog.read({ pattern, from: since, to });
        return messages.length > 0 ? `found by its id ${eventID}` : undefined;
      },
      lookAt: `the log group ${logGroup}, stream trailbot-test, for ${eventID}`,
    },
    {
      name: 'Counted, and the alarm went off',
      async look() {
        const state = await deps.alarms.state(alarm);
        if (state === undefined) return undefined;
        if (before?.value === 'ALARM') return `${alarm} was in alarm already and says nothing new`;
        // It may be over again before anybody looks.
        return state.since?.getTime() === before?.since?.getTime() ? undefined : alarm;
      },
      lookAt: `the alarm ${alarm} and its metric filter in the CloudWatch console; /trail status compares both with the catalog`,
    },
    {
      name: 'Recorded as an incident',
      look: async () => (await incident())?.id,
      lookAt:
        'the logs of the functions trailbot-alert and trailbot-stream; /trail status says whether the bot hears the topic and whether anything was given up on',
    },
    {
      name: 'Told in Slack',
      async look() {
        const found = await incident();
        const told = found?.posts.filter(({ shown }) => shown >= found.revision) ?? [];
        return told.length > 0 ? told.map(({ route }) => `#${route}`).join(', ') : undefined;
      },
      lookAt: 'the log of the function trailbot-alert, and whether the bot is a member of the channel',
    },
  ];
}

async function findIncident(
  { detection, eventID }: TestPlan,
  since: Date,
  { incidents }: FollowDeps,
): Promise<Incident | undefined> {
  const active = await incidents.listActive(since);
  return active.find(({ tallies }) =>
    tallies.some(
      ({ detectionId, samples }) =>
        detectionId === detection.id && samples.some((event) => event.eventID === eventID),
    ),
  );
}
