// Does what a person asked for in Slack, once and only if that person may, and answers, also when it could not be done.
import { isShareable } from '../domain/command/command.ts';
import { type ErrorCode, TrailbotError } from '../domain/errors.ts';
import { JOB_SECONDS, type Job, parseJob, type WorkKind, type WorkOf } from '../domain/job.ts';
import type { Message } from '../domain/message.ts';
import type { Answers } from '../ports/slack.ts';
import { renderFailure } from '../render/failure.ts';
import { withShare } from '../render/with-share.ts';
import { authorise } from './authorise.ts';
import { claimed } from './claim.ts';
import { isRecorded, recordRefusal } from './containment/record-refusal.ts';
import { isFirstClick } from './first-click.ts';
import type { JobDeps } from './job-deps.ts';
import { acknowledge } from './jobs/acknowledge.ts';
import { approveContainment } from './jobs/approve-containment.ts';
import { approveRelease } from './jobs/approve-release.ts';
import { assign } from './jobs/assign.ts';
import { backTest, refuseBackTest } from './jobs/back-test.ts';
import { declineContainment } from './jobs/decline-containment.ts';
import { declineRelease } from './jobs/decline-release.ts';
import { escalate } from './jobs/escalate.ts';
import { keepContained } from './jobs/keep-contained.ts';
import { listAlerts } from './jobs/list-alerts.ts';
import { listMutes } from './jobs/list-mutes.ts';
import { mute } from './jobs/mute.ts';
import { planContainment, refusePlan } from './jobs/plan-containment.ts';
import { requestContainment } from './jobs/request-containment.ts';
import { requestRelease } from './jobs/request-release.ts';
import { resolve } from './jobs/resolve.ts';
import { runQuery } from './jobs/run-query.ts';
import { showActivity } from './jobs/show-activity.ts';
import { showContained } from './jobs/show-contained.ts';
import { refuseHome, showHome } from './jobs/show-home.ts';
import { showRecord } from './jobs/show-record.ts';
import { showReview } from './jobs/show-review.ts';
import { showStatus } from './jobs/show-status.ts';
import { showWho } from './jobs/show-who.ts';
import { signOff } from './jobs/sign-off.ts';
import { stopQuery } from './jobs/stop-query.ts';
import { suppress } from './jobs/suppress.ts';
import { testChain } from './jobs/test-chain.ts';
import { unmute } from './jobs/unmute.ts';
import { wasItMe } from './jobs/was-it-me.ts';

const DAY_MS = 86_400_000;

/** Undefined where the work itself showed what it did. */
type Run<Kind extends WorkKind> = (
  work: WorkOf<Kind>,
  job: Job,
  deps: JobDeps,
) => Promise<Message | undefined>;

const RUNS: { readonly [Kind in WorkKind]: Run<Kind> } = {
  'show-activity': showActivity,
  'show-record': showRecord,
  acknowledge,
  assign,
  resolve,
  escalate,
  'back-test': backTest,
  suppress,
  'was-it-me': wasItMe,
  'run-query': runQuery,
  'stop-query': stopQuery,
  status: showStatus,
  test: testChain,
  alerts: listAlerts,
  who: showWho,
  mute,
  mutes: listMutes,
  unmute,
  review: showReview,
  'sign-off': signOff,
  home: showHome,
  'plan-containment': planContainment,
  'request-containment': requestContainment,
  'approve-containment': approveContainment,
  'decline-containment': declineContainment,
  'keep-contained': keepContained,
  'request-release': requestRelease,
  'approve-release': approveRelease,
  'decline-release': declineRelease,
  contained: showContained,
};

/** @throws what the queue should deliver again for: that Slack or the store could not be reached, or the job not read. */
export async function runJob(body: string, given: JobDeps): Promise<void> {
  const job = parseJob(body);
  if (!job) throw unreadable();
  const deps = { ...given, answers: withWayOut(job, given) };
  if (!(await isFirstClick(job, deps))) return deps.log.info('a double click', { job: job.id });
  await claimed(
    `job ${job.id}`,
    () => authorise(job, deps),
    async (refusal) => {
      if (refusal) return refuse(job, refusal, deps);
      const message = await answerTo(job, deps);
      if (message) await reply(job, message, deps);
    },
    deps,
    JOB_SECONDS,
  );
}

async function answerTo(job: Job, deps: JobDeps): Promise<Message | undefined> {
  try {
    return await runWork(job.work, job, deps);
  } catch (error) {
    const failure = error instanceof TrailbotError ? error : unexpected(error);
    // Somebody else was quicker: not the person's trouble, and the next try does not meet them again.
    if (failure.code === 'conflict') throw failure;
    // A "no" was saved before Slack failed; who has to be paged for it must not wait for the person to try again.
    if (job.work.kind === 'was-it-me' && failure.code.startsWith('slack_')) throw failure;
    // What was decided about a containment is carried on by the next try, whoever failed on the way.
    if (CARRIED_ON.includes(job.work.kind) && PASSING.includes(failure.code)) throw failure;
    const level = failure.code === 'unexpected' ? 'error' : 'warn';
    deps.log[level]('a job failed', { kind: job.work.kind, code: failure.code, error });
    return renderFailure(failure);
  }
}

const CARRIED_ON: readonly WorkKind[] = [
  'request-containment',
  'approve-containment',
  'decline-containment',
  'keep-contained',
  'request-release',
  'approve-release',
  'decline-release',
];
const PASSING: readonly ErrorCode[] = ['aws_throttled', 'aws_failed', 'slack_failed', 'slack_rate_limited'];

function runWork<Kind extends WorkKind>(
  work: WorkOf<Kind>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const run: Run<Kind> = RUNS[work.kind as Kind];
  return run(work, job, deps);
}

/** To the person alone: others need not read who may not do what. */
async function refuse(job: Job, message: Message, deps: JobDeps): Promise<void> {
  const { replyTo, userId, id, work } = job;
  const { answers } = deps;
  if (isRecorded(job)) await recordRefusal(job, message.text, deps);
  if (work.kind === 'plan-containment') return refusePlan(work, message, deps);
  if (work.kind === 'back-test') return refuseBackTest(work, message, deps);
  if (work.kind === 'home') return refuseHome(job, message, deps);
  if (replyTo.kind === 'thread') return answers.whisper(replyTo, userId, message);
  if (replyTo.kind === 'person')
    return answers.respond(replyTo.responseUrl, message, { shared: false, replace: false });
  await answers.directMessage(userId, message, `job ${id}`);
}

async function reply(job: Job, answer: Message, { answers, chat, clock }: JobDeps): Promise<void> {
  const { replyTo, userId, command, work } = job;
  const seenByOne = replyTo.kind === 'person' && !replyTo.share;
  const message = seenByOne && command && isShareable(work) ? withShare(answer, command) : answer;
  const key = `job ${job.id}`;
  if (replyTo.kind === 'person')
    return answers.respond(replyTo.responseUrl, message, { shared: replyTo.share, replace: false });
  if (replyTo.kind === 'home') {
    await answers.directMessage(userId, message, key);
    return;
  }
  const since = new Date(clock.now().getTime() - DAY_MS);
  const answered = await chat.find(replyTo.channel, key, since, replyTo.threadTs);
  if (!answered) await chat.reply({ channel: replyTo.channel, ts: replyTo.threadTs }, message, { key });
}

/** A form that lay open for long outlives its `response_url`, and what one person alone reads needs them in the channel. */
function withWayOut({ id, userId }: Job, { answers, log }: JobDeps): Answers {
  const orDirectly = async (say: () => Promise<void>, message: Message): Promise<void> => {
    try {
      await say();
    } catch (error) {
      const lost = error instanceof TrailbotError && LOST.includes(error.code);
      if (!lost) throw error;
      log.warn('answered in a direct message', { job: id, code: error.code });
      await answers.directMessage(userId, message, `job ${id} directly`);
    }
  };
  return {
    ...answers,
    whisper: (at, user, message) => orDirectly(() => answers.whisper(at, user, message), message),
    respond: (url, message, how) => orDirectly(() => answers.respond(url, message, how), message),
  };
}
const LOST: readonly ErrorCode[] = ['slack_message_gone', 'slack_channel_unusable'];

function unreadable(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'A job could not be read.',
    hint: 'Another version of Trailbot put it there: ask for it again in Slack.',
  });
}

function unexpected(cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'unexpected',
    message: 'Trailbot met something that it was not made for.',
    hint: "Nothing is lost; the function's log says more. Please report it.",
    cause,
  });
}
