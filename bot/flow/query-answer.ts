// Where the answer to a query appears, and grows: one message that is edited, or a slash command's two words.
import { isShareable } from '../domain/command/command.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Job } from '../domain/job.ts';
import type { Message } from '../domain/message.ts';
import type { Place, UploadedFile } from '../ports/slack.ts';
import { renderFailure } from '../render/failure.ts';
import { renderFilesFollow } from '../render/query-end.ts';
import { withShare } from '../render/with-share.ts';
import type { JobDeps } from './job-deps.ts';

export interface QueryAnswer {
  readonly place?: Place;
  /** Says how far it is, where that can be said often. Never throws: it is not worth the answer. */
  progress(message: Message): Promise<void>;
  /** A file that cannot be sent costs the files, and says so; the message stands. */
  finish(message: Message, files: readonly UploadedFile[]): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * Shows `running` at once, but to a command, which Slack acknowledged in words already. A job that is delivered again after a crash finds the message of its first try and goes on in
 * there, so that the thread has one answer.
 */
export async function openAnswer(
  job: Job,
  running: (again: boolean) => Message,
  deps: JobDeps,
): Promise<QueryAnswer> {
  const { replyTo, userId } = job;
  const key = `query ${job.id}`;
  switch (replyTo.kind) {
    case 'thread':
      return inThread(replyTo, running, key, deps);
    case 'home': {
      const place = await deps.answers.directMessage(userId, running(false), key);
      return editing(place, { channel: place.channel, ts: place.ts }, key, deps);
    }
    case 'person':
      return responding(job, replyTo, key, deps);
  }
}

async function inThread(
  { channel, threadTs }: { readonly channel: string; readonly threadTs: string },
  running: (again: boolean) => Message,
  key: string,
  deps: JobDeps,
): Promise<QueryAnswer> {
  const since = new Date(deps.clock.now().getTime() - DAY_MS);
  const before = await deps.chat.find(channel, key, since, threadTs);
  if (before) await deps.chat.update(before, running(true));
  const thread = { channel, ts: threadTs };
  const place = before ?? (await deps.chat.reply(thread, running(false), { key }));
  return editing(place, thread, key, deps);
}

function editing(place: Place, thread: Place, key: string, deps: JobDeps): QueryAnswer {
  const { chat, log } = deps;
  return {
    place,
    async progress(message) {
      await chat.update(place, message).catch((error: unknown) => log.warn('progress not shown', { error }));
    },
    async finish(message, files) {
      try {
        await chat.update(place, message);
      } catch (error) {
        if (!(error instanceof TrailbotError)) throw error;
        // Somebody deleted it, or Slack would not have it edited: the answer is worth a message of its own.
        log.warn('the answer could not be edited in', { key, error });
        await chat.reply(thread, message, { key: `${key} answer` });
      }
      const failure = await uploaded({ channel: thread.channel, threadTs: thread.ts }, files, deps);
      if (failure) await chat.reply(thread, failure, { key: `${key} files` });
    },
  };
}

/**
 * A `response_url` can be used five times, so a query that is still running after some seconds says so once, for its Stop
 * button. What one person alone sees cannot be turned into a message for all: then the answer stands below it.
 */
function responding(
  { userId, command, work }: Job,
  { channel, responseUrl, share }: Extract<Job['replyTo'], { kind: 'person' }>,
  key: string,
  deps: JobDeps,
): QueryAnswer {
  const { answers, log } = deps;
  let told = false;
  return {
    async progress(message) {
      if (told) return;
      told = true;
      await answers
        .respond(responseUrl, message, { shared: false, replace: false })
        .catch((error: unknown) => log.warn('progress not shown', { error }));
    },
    async finish(message, files) {
      const mayBeShared = !share && command !== undefined && isShareable(work);
      const shown = mayBeShared ? withShare(message, command) : message;
      await answers.respond(responseUrl, shown, { shared: share, replace: told && !share });
      const failure = await (share
        ? uploaded({ channel }, files, deps)
        : sentDirectly(userId, files, key, deps));
      if (failure) await answers.respond(responseUrl, failure, { shared: false, replace: false });
    },
  };
}

/** Slack has no file that one person alone sees in a channel. */
async function sentDirectly(
  userId: string,
  files: readonly UploadedFile[],
  key: string,
  deps: JobDeps,
): Promise<Message | undefined> {
  if (files.length === 0) return undefined;
  return failureOf(async () => {
    const { channel, ts } = await deps.answers.directMessage(
      userId,
      renderFilesFollow(files[0]?.title ?? ''),
      key,
    );
    await deps.answers.upload({ channel, threadTs: ts }, files);
  }, deps);
}

async function uploaded(
  at: { readonly channel: string; readonly threadTs?: string },
  files: readonly UploadedFile[],
  deps: JobDeps,
): Promise<Message | undefined> {
  return files.length === 0 ? undefined : failureOf(() => deps.answers.upload(at, files), deps);
}

async function failureOf(act: () => Promise<void>, { log }: JobDeps): Promise<Message | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn("a query's files were not sent", { code: error.code, error });
    return renderFailure(error);
  }
}
