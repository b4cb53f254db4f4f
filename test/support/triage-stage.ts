// The flows over the sandbox, with nothing that runs by itself: a test says what happens when, and what was put off.
import type { LaterTask } from '../../bot/domain/alarm/later-task.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import type { Job, Work } from '../../bot/domain/job.ts';
import type { Message } from '../../bot/domain/message.ts';
import { ESCALATION_TOPIC } from '../../bot/domain/naming.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import { connectJobs } from '../../bot/entry/connect-jobs.ts';
import type { JobDeps } from '../../bot/flow/job-deps.ts';
import { runStream } from '../../bot/flow/stream.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { startWorld, type TestWorld, textOf } from './world.ts';

export const ALEX = 'U0ALEX0001';
export const SAM = 'U0SAM00001';
export const GUEST = 'U0GUEST001';
export const ACTOR = 'mallory';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TriageStage {
  readonly world: TestWorld;
  /** As another invocation would have them. */
  deps(changes?: Partial<JobDeps>): JobDeps;
  /** What was put off, oldest first. */
  readonly tasks: readonly LaterTask[];
  happens(record: object, changes?: Partial<JobDeps>): Promise<void>;
  /** The current incident of {@link ACTOR}. */
  incident(): Promise<Incident>;
  /** As if the actor's incident had been quiet for longer than incidents live. */
  readonly muchLater: Partial<JobDeps>;
  job(work: Work, changes?: Partial<Job>): Job;
  /** What the escalation contacts were sent. */
  pages(): readonly string[];
  questions(): readonly SlackMessage[];
  /** All that is said anywhere. */
  said(): string;
}

/** One detection, and {@link ACTOR} who is somebody in Slack: Alex, unless `people` say otherwise. */
export async function startTriageStage(people: Partial<Settings['people']> = {}): Promise<TriageStage> {
  const known = { responders: [ALEX, SAM], approvers: [], actors: { [ACTOR]: ALEX }, ...people };
  const world = await startWorld(['cloudtrail-changes'], { stream: false, settings: { people: known } });
  const fixed = connectJobs(world.config, world.catalog, QUIET)();
  const tasks: LaterTask[] = [];
  let runs = 0;
  const deps = (changes: Partial<JobDeps> = {}): JobDeps => {
    runs += 1;
    const later = { schedule: async (task: LaterTask) => void tasks.push(task) };
    return { ...fixed, run: `run ${runs}`, later, pause: async () => undefined, ...changes };
  };
  return {
    world,
    deps,
    tasks,
    happens: (record, changes) => runStream([JSON.stringify(record)], deps(changes)),
    async incident() {
      const found = await fixed.incidents.current('123456789012', `iam-user/123456789012/${ACTOR}`);
      if (!found) throw new Error('there is no incident');
      return found;
    },
    muchLater: { settings: { ...fixed.settings, incidentQuietHours: 0.000_000_1 } },
    job(work, changes = {}) {
      runs += 1;
      return { id: `press ${runs}`, userId: ALEX, replyTo: { kind: 'home' }, work, ...changes };
    },
    pages: () =>
      world.aws.sns.sent.flatMap(({ topicArn, message }) =>
        topicArn.endsWith(ESCALATION_TOPIC) ? [message] : [],
      ),
    questions: () => world.slack.messages().filter((message) => textOf(message).startsWith('Was it you?')),
    said: () => world.slack.messages().map(textOf).join('\n'),
  };
}

/** Of all that was put off, the newest of this kind. @throws Error when there is none */
export function lastTask<Kind extends LaterTask['kind']>(
  { tasks }: TriageStage,
  kind: Kind,
): Extract<LaterTask, { kind: Kind }> {
  const found = tasks.findLast((task): task is Extract<LaterTask, { kind: Kind }> => task.kind === kind);
  if (!found) throw new Error(`no ${kind} was put off`);
  return found;
}

export function wordsOf(message: Message | undefined): string {
  return message ? renderPlainText(message) : '';
}
