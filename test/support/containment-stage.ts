// The flows of a containment over a world in memory: its queues, its clock, and a fault wherever a test wants one.
import { formatLaterTask, type LaterTask } from '../../bot/domain/alarm/later-task.ts';
import type { Containment } from '../../bot/domain/containment/containment.ts';
import type { PrincipalFacts } from '../../bot/domain/containment/facts.ts';
import { formatHandTask, type HandTask } from '../../bot/domain/containment/hand-task.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import type { Job, Work } from '../../bot/domain/job.ts';
import { retryDelay } from '../../bot/domain/retry-delay.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import { runAlert } from '../../bot/flow/alert.ts';
import type { ContainDeps, ReleaseDeps } from '../../bot/flow/containment/hands-deps.ts';
import { runContain } from '../../bot/flow/containment/run-contain.ts';
import { runRelease } from '../../bot/flow/containment/run-release.ts';
import { showContainment } from '../../bot/flow/containment/show-containment.ts';
import { runJob } from '../../bot/flow/job.ts';
import type { JobDeps } from '../../bot/flow/job-deps.ts';
import { ACCOUNT, settings as defaults, detection, incident } from './alert-fixtures.ts';
import { clockAt } from './aws.ts';
import { createFaults } from './faults.ts';
import { createMemoryIam } from './memory-iam.ts';
import { CHANNEL, createMemorySlack, type Posted } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';

export const ALEX = 'U0ALEX0001';
export const SAM = 'U0SAM00001';
export const KIM = 'U0KIM00001';
const STRANGER = 'U0STRANGER';
export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const OLD_KEY = 'AKIAI44QH8DHBEXAMPLE';
export const INCIDENT_TS = '50.0';
const TRIES = 12;
/** As the queues have it: what a stopped function worked on comes again after so long. */
const VISIBILITY_SECONDS = { jobs: 360, alerts: 180, containments: 180, releases: 180 };

type QueueName = 'jobs' | 'alerts' | 'containments' | 'releases';
interface Queued {
  readonly queue: QueueName;
  readonly body: string;
  readonly dueAt: number;
  readonly tries: number;
}

export interface StageOptions {
  readonly resource?: string;
  readonly facts?: Partial<PrincipalFacts>;
  readonly settings?: Partial<Settings>;
  readonly incident?: Partial<Incident>;
  /** Whether the containing function runs. */
  readonly contains?: boolean;
}

/** alice, with one active key and one that is not; asked for by Alex, and Sam and Kim may approve as well. */
export function containmentStage({
  resource = 'user/staff/alice',
  contains = true,
  ...given
}: StageOptions = {}) {
  const clock = clockAt('2026-11-22T14:10:00Z');
  const faults = createFaults();
  const slack = createMemorySlack([STRANGER]);
  const keys = [
    { id: KEY, active: true },
    { id: OLD_KEY, active: false },
  ];
  const iam = createMemoryIam(resource, {
    accessKeys: resource.startsWith('user') ? keys : [],
    ...given.facts,
  });
  const post = { route: 'security', channel: CHANNEL, ts: INCIDENT_TS, shown: 1 };
  const store = createMemoryStore(clock, incident({ posts: [post], ...given.incident }));
  slack.posted.push({ channel: CHANNEL, ts: INCIDENT_TS, key: 'alert', broadcast: false, texts: ['alert'] });
  const everybody = [ALEX, SAM, KIM];
  const people = { responders: everybody, approvers: everybody, actors: {} };
  const settings: Settings = { ...defaults, people, answersIn: [CHANNEL], ...given.settings };
  const attacks: (() => void | Promise<void>)[] = [];
  /** What the trail's log group holds; undefined: it cannot be read. */
  const records: (string | undefined)[] = [];
  const dead: string[] = [];
  const logged: string[] = [];
  let queued: Queued[] = [];
  let runs = 0;

  const put = (queue: QueueName, body: string, seconds: number): void => {
    queued.push({ queue, body, dueAt: clock.now().getTime() + seconds * 1_000, tries: 1 });
  };
  const handQueue = (queue: QueueName) => ({
    add: async (task: HandTask, seconds: number) => put(queue, formatHandTask(task), seconds),
  });
  const later = {
    schedule: async (task: LaterTask, seconds: number) => put('alerts', formatLaterTask(task), seconds),
  };
  const note = (message: string, fields: object = {}) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const shared = {
    clock,
    accountId: ACCOUNT,
    log: { info: () => undefined, warn: note, error: note },
    later: faults.guard('later', later),
    claims: faults.guard('claims', store.claims),
    containments: faults.guard('containments', store.containments),
    principals: faults.guard('principals', iam.principals),
    async pause(milliseconds: number) {
      clock.advance(milliseconds);
      for (const attack of attacks) await attack();
    },
  };
  const unused = new Proxy(
    {},
    { get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not there`)) },
  );
  const jobDeps = (): JobDeps => {
    runs += 1;
    const more = {
      run: `run ${runs}`,
      newId: () => `id ${runs}`,
      catalog: compileCatalog([detection()]),
      queries: [],
      settings,
      charts: unused,
      escalation: { page: async () => undefined },
      trailLog: faults.guard('trailLog', {
        read: () => readLog(records, clock.now()),
      }),
      clicks: { first: async () => true },
      audit: faults.guard('audit', store.audit),
      incidents: faults.guard('incidents', store.incidents),
      chat: faults.guard('chat', slack.chat),
      answers: faults.guard('answers', slack.answers),
      views: faults.guard('views', slack.views),
      people: faults.guard('people', slack.people),
      places: faults.guard('places', slack.places),
      containQueue: faults.guard('containQueue', handQueue('containments')),
      releaseQueue: faults.guard('releaseQueue', handQueue('releases')),
    };
    return { ...shared, ...more } as unknown as JobDeps;
  };
  const containDeps = (): ContainDeps => ({
    ...shared,
    queue: faults.guard('queue', handQueue('containments')),
    hands: faults.guard('hands', iam.containing),
    containment: settings.containment,
  });
  const releaseDeps = (): ReleaseDeps => ({
    ...shared,
    queue: faults.guard('queue', handQueue('releases')),
    hands: faults.guard('hands', iam.releasing),
  });
  const run = (queue: QueueName, body: string): Promise<void> => {
    if (queue === 'jobs') return runJob(body, jobDeps());
    if (queue === 'alerts') return runAlert(body, jobDeps());
    if (queue === 'releases' ? !stage.releases : !contains)
      return Promise.reject(new Error('it does not run'));
    return queue === 'releases' ? runRelease(body, releaseDeps()) : runContain(body, containDeps());
  };

  async function deliver(message: Queued): Promise<void> {
    const { queue, body, tries } = message;
    try {
      await run(queue, body);
    } catch (error) {
      if (tries >= TRIES) dead.push(`${queue} ${body}: ${error}`);
      else
        queued.push({
          ...message,
          dueAt: clock.now().getTime() + 1_000 * delayAfter(queue, tries),
          tries: tries + 1,
        });
    }
  }
  const delayAfter = (queue: QueueName, tries: number) =>
    faults.restart() ? VISIBILITY_SECONDS[queue] : retryDelay(tries);

  const stage = {
    /** Whether the releasing function runs. */
    releases: true,
    clock,
    faults,
    slack,
    iam,
    store,
    /** What an attacker does whenever the bot waits. */
    attacks,
    records,
    show: (containmentId: string) => showContainment({ kind: 'show-containment', containmentId }, jobDeps()),
    /** The releasing function, right now. */
    giveBack: (containmentId: string) =>
      runRelease(formatHandTask({ kind: 'release', containmentId, look: 0 }), releaseDeps()),
    dead,
    logged,
    /** Lets so many minutes pass; what is due in them is delivered, until it is done or was tried twelve times. */
    async pass(minutes: number): Promise<void> {
      const until = clock.now().getTime() + minutes * 60_000;
      for (;;) {
        const next = queued.filter(({ dueAt }) => dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt)[0];
        if (!next) break;
        queued = queued.filter((one) => one !== next);
        clock.advance(Math.max(0, next.dueAt - clock.now().getTime()));
        await deliver(next);
      }
      clock.advance(Math.max(0, until - clock.now().getTime()));
    },
    /** Somebody presses or submits something in the incident's thread. */
    ask(userId: string, work: Work, changes: Partial<Job> = {}): string {
      runs += 1;
      const replyTo = { kind: 'thread', channel: CHANNEL, threadTs: INCIDENT_TS } as const;
      const job: Job = { id: `job ${runs}`, userId, replyTo, work, ...changes };
      put('jobs', JSON.stringify(job), 0);
      return job.id;
    },
    async containment(): Promise<Containment> {
      const id = [...store.entries.values()].flatMap(({ deed }) =>
        'containmentId' in deed ? [deed.containmentId] : [],
      );
      const found = await store.containments.get(id.at(-1) ?? '');
      if (!found) throw new Error('there is no containment');
      return found;
    },
    /** What the thread was told of it, line by line. */
    lines: (): readonly Posted[] => slack.posted.filter(({ key }) => /^c-[^/]+\/\d+$/.test(key)),
    card: (): Posted | undefined => slack.posted.find(({ key }) => key.endsWith('/card')),
    refusals: () =>
      [...store.entries.values()].flatMap(({ deed }) => (deed.kind === 'refused' ? [deed.reason] : [])),
  };
  return stage;
}

export type ContainmentStage = ReturnType<typeof containmentStage>;

export const REQUEST: Extract<Work, { kind: 'request-containment' }> = {
  kind: 'request-containment',
  incidentId: 'inc-01JD9Z7Q4N',
  whom: '',
  mode: 'deny',
  deletePassword: false,
  reason: 'Its key is public',
};

async function readLog(records: readonly (string | undefined)[], upTo: Date) {
  const messages = records.filter((one) => one !== undefined);
  if (messages.length === records.length) return { messages, truncated: false, upTo };
  throw new TrailbotError({ code: 'aws_throttled', message: 'AWS throttled it.', hint: 'Wait.' });
}
