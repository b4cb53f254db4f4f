// A stage for one query: what Insights answers is scripted, what Slack would show is written down, time passes by waiting.
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Job, ReplyTo } from '../../bot/domain/job.ts';
import type { Message } from '../../bot/domain/message.ts';
import type { QueryResult, QueryTemplate } from '../../bot/domain/query/query.ts';
import type { AuditEntry } from '../../bot/domain/triage/audit-entry.ts';
import type { JobDeps } from '../../bot/flow/job-deps.ts';
import { runQuery } from '../../bot/flow/jobs/run-query.ts';
import type { UploadedFile } from '../../bot/ports/slack.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { incident, settings } from './alert-fixtures.ts';
import { clockAt } from './aws.ts';
import { ASKED_AT, queryResult, template } from './query-fixtures.ts';

export const THREAD = { kind: 'thread', channel: 'C0ALERTS', threadTs: '1.1' } as const;
export const PERSON = {
  kind: 'person',
  channel: 'C0ALERTS',
  responseUrl: 'https://hooks.example/1',
  share: false,
} as const;

/** A message that Slack shows, with every text that it had, oldest first. */
export interface Shown {
  readonly how: string;
  readonly texts: string[];
}

export interface Trouble {
  readonly start?: TrailbotError;
  readonly results?: TrailbotError;
  readonly audit?: TrailbotError;
  readonly update?: TrailbotError;
  readonly upload?: TrailbotError;
  readonly draw?: Error;
}

export function trouble(code: 'aws_denied' | 'slack_message_gone' | 'slack_failed'): TrailbotError {
  return new TrailbotError({ code, message: `It went wrong: ${code}.`, hint: 'Do this.' });
}

export function queryStage({
  looks = [queryResult()],
  templates = [template()],
  fails = {},
  before,
}: {
  looks?: readonly Partial<QueryResult>[];
  templates?: readonly QueryTemplate[];
  fails?: Trouble;
  /** A message that an earlier run of the same job left in the thread. */
  before?: string;
} = {}) {
  const clock = clockAt(ASKED_AT.toISOString());
  const shown = new Map<string, Shown>();
  const uploads: { channel: string; threadTs?: string; files: readonly UploadedFile[] }[] = [];
  const audit: AuditEntry[] = [];
  const started: string[] = [];
  const stopped: string[] = [];
  let look = 0;

  const show = (how: string, message: Message, ts = `2.${shown.size + 1}`) => {
    const texts = shown.get(ts)?.texts ?? [];
    shown.set(ts, { how, texts: [...texts, renderPlainText(message)] });
    return ts;
  };
  if (before !== undefined) shown.set('2.1', { how: 'reply', texts: [before] });
  const throwing = (error: Error | undefined) => {
    if (error) throw error;
  };

  const deps = {
    clock,
    settings,
    queries: templates,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    pause: async (milliseconds: number) => clock.advance(milliseconds),
    insights: {
      start: async ({ text }: { text: string }) => {
        throwing(fails.start);
        started.push(text);
        return 'execution-1';
      },
      results: async () => {
        throwing(fails.results);
        return queryResult(looks[Math.min(look++, looks.length - 1)] ?? {});
      },
      stop: async (id: string) => {
        stopped.push(id);
        return true;
      },
    },
    incidents: { get: async () => incident() },
    audit: {
      add: async (entry: AuditEntry) => {
        throwing(fails.audit);
        audit.push(entry);
      },
    },
    chat: {
      find: async () => (before === undefined ? undefined : { channel: 'C0ALERTS', ts: '2.1' }),
      reply: async ({ channel }: { channel: string }, message: Message) => ({
        channel,
        ts: show('reply', message),
      }),
      update: async ({ ts }: { ts: string }, message: Message) => {
        throwing(fails.update);
        show(shown.get(ts)?.how ?? 'reply', message, ts);
      },
    },
    answers: {
      respond: async (_url: string, message: Message, how: { shared: boolean; replace: boolean }) =>
        void show(`${how.shared ? 'to all' : 'to one'}${how.replace ? ', replacing' : ''}`, message),
      directMessage: async (_user: string, message: Message) => ({
        channel: 'D0ALEX',
        ts: show('direct', message),
      }),
      upload: async (at: { channel: string; threadTs?: string }, files: readonly UploadedFile[]) => {
        throwing(fails.upload);
        uploads.push({ ...at, files });
      },
    },
    charts: {
      draw: async () => {
        throwing(fails.draw);
        return new Uint8Array([1]);
      },
    },
  };

  return {
    /** What the job itself answers. */
    async run(work: Partial<Extract<Job['work'], { kind: 'run-query' }>> = {}, replyTo: ReplyTo = THREAD) {
      const values = { principal: 'alice' };
      const asked = { kind: 'run-query', queryId: 'refused-calls', values, ...work } as const;
      const job: Job = {
        id: 'job 1',
        userId: 'U0ALEX0001',
        replyTo,
        work: asked,
        command: 'query refused-calls alice',
      };
      // The query flow takes these parts of what a job has, and no others.
      const message = await runQuery(asked, job, deps as unknown as JobDeps);
      return message && renderPlainText(message);
    },
    shown: () => [...shown.values()],
    uploads,
    audit,
    started,
    stopped,
  };
}
