// The alarm road: what the alert queue delivers becomes a Slack message, once, and is looked at again until it is quiet.
import type { Notice } from '../domain/alarm/alarm.ts';
import { type LaterTask, parseLaterTask } from '../domain/alarm/later-task.ts';
import { changeKey } from '../domain/alarm/link-alarm.ts';
import { parseNotice } from '../domain/alarm/parse-notice.ts';
import type { CompiledDetection } from '../domain/detection/compile-detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { detectionIdOfAlarm, METRIC_NAMESPACE } from '../domain/naming.ts';
import { renderNotice } from '../render/notice.ts';
import { runAlarm, runQuiet } from './alarm.ts';
import type { AlarmDeps, AlertDeps } from './alert-deps.ts';
import { claimed } from './claim.ts';
import { findMade } from './containment/find-made.ts';
import { runContainmentTimer } from './containment/run-timer.ts';
import { showContainment } from './containment/show-containment.ts';
import { runDeepening } from './enrich.ts';
import { runRecheck } from './recheck.ts';
import { runTell } from './tell-later.ts';
import { runAsk, runUnanswered } from './triage-question.ts';
import { runUnacknowledged } from './triage-watch.ts';

/** A queue that still retries after an hour has given up: what is older was told. */
const RETRIED_WITHIN_MS = 3_600_000;

/**
 * Handles one body from the alert queue. Nothing is dropped: what is not an alarm of ours is posted as it is.
 * @throws what the queue should deliver again for.
 */
export async function runAlert(body: string, deps: AlarmDeps): Promise<void> {
  const task = parseLaterTask(body);
  if (task) return runLater(task, deps);
  if (body.startsWith('{"kind":')) throw unreadable();
  const notice = parseNotice(body);
  const compiled = matchDetection(notice, deps);
  if (notice.kind !== 'alarm' || !compiled) return passOn(notice, body, deps);
  if (notice.state === 'ALARM') return runAlarm(notice, compiled, deps);
  return runQuiet(notice, compiled, deps);
}

function runLater(task: LaterTask, deps: AlarmDeps): Promise<void> {
  switch (task.kind) {
    case 'recheck':
      return runRecheck(task, deps);
    case 'deepen':
      return runDeepening(task, deps);
    case 'tell':
      return runTell(task, deps);
    case 'unacknowledged':
      return runUnacknowledged(task, deps);
    case 'ask':
      return runAsk(task, deps);
    case 'unanswered':
      return runUnanswered(task, deps);
    case 'show-containment':
      return showContainment(task, deps);
    case 'find-made':
      return findMade(task, deps);
    case 'containment-timer':
      return runContainmentTimer(task, deps);
  }
}

/** The detection an alarm belongs to, by the alarm's name; a namesake that watches something else is not ours. */
function matchDetection(notice: Notice, { catalog }: AlertDeps): CompiledDetection | undefined {
  if (notice.kind !== 'alarm' || notice.form === 'composite') return undefined;
  if (notice.namespace !== undefined && notice.namespace !== METRIC_NAMESPACE) return undefined;
  const id = detectionIdOfAlarm(notice.name);
  return catalog.detections.find(({ detection }) => detection.id === id);
}

async function passOn(notice: Notice, body: string, deps: AlertDeps): Promise<void> {
  const key = `notice ${notice.kind === 'alarm' ? changeKey(notice) : (notice.messageId ?? fingerprint(body))}`;
  const nothing = async () => undefined;
  await claimed(
    key,
    nothing,
    async () => {
      const channel = deps.settings.fallbackChannel;
      const told = await deps.chat.find(
        channel,
        key,
        new Date(deps.clock.now().getTime() - RETRIED_WITHIN_MS),
      );
      if (!told) await deps.chat.post(channel, renderNotice(notice), key);
    },
    deps,
  );
}

/** What this version put off always reads; a body of SNS never begins so. */
function unreadable(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'What another version of Trailbot put off could not be read.',
    hint: 'Nothing to do right after a deployment. If it stays in the dead-letter queue, delete it there.',
  });
}
