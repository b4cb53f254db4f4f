// The bot's own flows with nothing but memory around them: a test says what happens when, and reads which incidents it made.

import type { Recheck } from '../../bot/domain/alarm/later-task.ts';
import { alarmOf } from '../../bot/domain/detection/alarm-definition.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { openIncident } from '../../bot/domain/incident/absorb.ts';
import { keyOf } from '../../bot/domain/incident/actor-key.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import type { Suppression } from '../../bot/domain/suppression/suppression.ts';
import { runAlarm, runQuiet } from '../../bot/flow/alarm.ts';
import type { AlarmDeps } from '../../bot/flow/alert-deps.ts';
import { runRecheck } from '../../bot/flow/recheck.ts';
import { runStream } from '../../bot/flow/stream.ts';
import type { Incidents } from '../../bot/ports/store.ts';
import { createMemorySlack } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { alarm } from './sightings.ts';

const MINUTE_MS = 60_000;

interface Given {
  readonly detections: readonly Detection[];
  readonly settings: Settings;
  readonly suppressions?: readonly Suppression[];
}

/** Of one event: its record and when it happened, which is when it is delivered. */
export interface Happened {
  readonly at: number;
  readonly record: object;
}

/**
 * Runs both roads over the events, minute by minute: the stream for each event, the alarms at the end of each minute as
 * CloudWatch would ring them, and the looks that they lead to.
 * @param events - by time
 * @returns what each incident counted: `<detection> <first half of the event's id>`, sorted
 */
export async function runBot(
  events: readonly Happened[],
  given: Given,
): Promise<readonly (readonly string[])[]> {
  let now = events[0]?.at ?? 0;
  const delivered: Happened[] = [];
  const tasks: { readonly due: number; readonly task: Recheck }[] = [];
  const ringing = new Map<string, Date>();
  const { incidents, all } = createIncidents();
  const catalog = compileCatalog(given.detections);
  const clock = { now: () => new Date(now) };
  const { chat, answers, people } = createMemorySlack();
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let ids = 0;
  const store = createMemoryStore(clock, openIncident('none', '', undefined, new Date(0)));
  const deps = {
    run: 'one',
    newId: () => {
      ids += 1;
      return `incident ${ids}`;
    },
    clock,
    pause: async () => undefined,
    log: quiet,
    catalog,
    queries: [],
    settings: given.settings,
    trailLog: {
      read: async ({ pattern, from, to }: { pattern: string; from: Date; to: Date }) => ({
        messages: delivered.flatMap(({ at, record }) => {
          const found = catalog.detections.some(({ detection }) => detection.filter === pattern);
          return found && at >= from.getTime() && at <= to.getTime() ? [JSON.stringify(record)] : [];
        }),
        truncated: false,
        upTo: to,
      }),
    },
    alarms: {
      state: async (name: string) => ({
        value: ringing.has(name) ? 'ALARM' : 'OK',
        since: ringing.get(name),
      }),
    },
    geo: { locate: (source: unknown) => source },
    profiles: { read: async () => undefined, learn: async () => undefined },
    claims: store.claims,
    incidents,
    reviews: { add: async () => undefined },
    later: {
      schedule: async (task: { kind: string }, seconds: number) => {
        if (task.kind === 'recheck') tasks.push({ due: now + seconds * 1_000, task: task as Recheck });
      },
    },
    chat,
    answers,
    people,
    audit: store.audit,
    suppressions: { active: async () => given.suppressions ?? [] },
    accountId: '123456789012',
  } as unknown as AlarmDeps;

  async function runTasks(until: number): Promise<void> {
    for (;;) {
      const next = tasks.toSorted((one, other) => one.due - other.due)[0];
      if (next === undefined || next.due > until) return;
      tasks.splice(tasks.indexOf(next), 1);
      now = Math.max(now, next.due);
      await runRecheck(next.task, deps);
    }
  }

  async function ring(): Promise<void> {
    for (const compiled of catalog.detections) {
      const { periodSeconds, threshold, name } = alarmOf(compiled.detection);
      if (threshold < 2) continue;
      const from = now - periodSeconds * 1_000;
      const sum = delivered.filter(
        ({ at, record }) => at >= from && compiled.pattern.matches(JSON.stringify(record)),
      ).length;
      const on = sum >= threshold;
      if (on === ringing.has(name)) continue;
      if (on) ringing.set(name, new Date(now));
      else ringing.delete(name);
      const notice = alarm({
        name,
        arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
        changedAt: new Date(now),
        rangeSeconds: periodSeconds,
        threshold,
        state: on ? 'ALARM' : 'OK',
      });
      await (on ? runAlarm : runQuiet)(notice, compiled, deps);
    }
  }

  /** To the end of each minute in which something may still ring. */
  async function pass(until: number): Promise<void> {
    const last = (delivered.at(-1)?.at ?? now) + 30 * MINUTE_MS;
    for (;;) {
      const end = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
      if (end > until || end > last) break;
      await runTasks(end - 1);
      now = end;
      await ring();
    }
    await runTasks(until);
    now = Math.max(now, until);
  }

  for (const event of events) {
    await pass(event.at);
    delivered.push(event);
    await runStream([JSON.stringify(event.record)], deps);
  }
  await pass(now + 40 * MINUTE_MS);
  return [...all()]
    .filter(({ tallies }) => tallies.length > 0)
    .map(({ seen }) => seen.toSorted())
    .sort((one, other) => (String(one) < String(other) ? -1 : 1));
}

function createIncidents(): { readonly incidents: Incidents; readonly all: () => Iterable<Incident> } {
  const byId = new Map<string, Incident>();
  const current = new Map<string, string>();
  const placeOf = (incident: Incident) => `${incident.accountId} ${keyOf(incident)}`;
  return {
    all: () => byId.values(),
    incidents: {
      listActive: async (since) =>
        [...current.values()]
          .flatMap((id) => byId.get(id) ?? [])
          .filter(({ lastActivityAt }) => lastActivityAt >= since),
      current: async (accountId, key) => byId.get(current.get(`${accountId} ${key}`) ?? ''),
      get: async (id) => byId.get(id),
      async save(incident, replaces) {
        const known = byId.get(current.get(placeOf(incident)) ?? '');
        const expected = incident.version > 0 ? incident : replaces;
        if (known?.id !== expected?.id || known?.version !== expected?.version) throw conflict(incident);
        const next = { ...incident, version: incident.version + 1 };
        byId.set(next.id, next);
        current.set(placeOf(next), next.id);
        return next;
      },
    },
  };
}

function conflict({ id }: Incident): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `${id} was stored by another run.`,
    hint: 'Redo it.',
  });
}
