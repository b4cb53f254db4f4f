// A decision about a containment that somebody took by a button of its message: taken once, or refused and recorded.
import type { Containment } from '../../domain/containment/containment.ts';
import {
  type Decided,
  type Deciding,
  holdsJob,
  type NotDecided,
  wrongMessage,
} from '../../domain/containment/decision.ts';
import type { Job } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderNotDecided } from '../../render/containment/refused.ts';
import type { JobDeps } from '../job-deps.ts';
import { tellAlone } from '../triage-incident.ts';
import { decideOn } from './change-containment.ts';
import { recordRefusal } from './record-refusal.ts';
import { showSoon } from './show-soon.ts';

interface Pressed {
  readonly containmentId: string;
  readonly messageTs: string;
}

type Decide = (latest: Containment, by: Deciding) => Decided;

/**
 * @param then what follows from the decision. It has to bear being done twice: a job that stopped half-way does it again.
 * @returns what to answer with, where the person cannot be told alone.
 */
export async function decideByPress(
  { containmentId, messageTs }: Pressed,
  job: Job,
  deps: JobDeps,
  decide: Decide,
  then: (decided: Containment) => Promise<void> = async () => undefined,
): Promise<Message | undefined> {
  const by = decidingBy(job, deps);
  const { replyTo } = job;
  const pressed = replyTo.kind === 'thread' ? { channel: replyTo.channel, ts: messageTs } : undefined;
  await cardNoted(containmentId, deps);
  const decided = await decideOn(
    containmentId,
    (latest) => (holdsJob(latest, by) ? undefined : wrongMessage(latest, pressed)) ?? decide(latest, by),
    deps,
  );
  if (!decided.ok) return refuseDecision(job, decided, deps);
  try {
    await then(decided.containment);
  } finally {
    // Decided is decided, whatever came of it.
    await showSoon(containmentId, deps);
  }
  return undefined;
}

/** Whoever presses in the moment in which the message appears is quicker than the note of where it stands. */
async function cardNoted(id: string, { containments, pause }: JobDeps): Promise<void> {
  for (let looks = 0; looks < CARD_LOOKS; looks += 1) {
    const containment = await containments.get(id);
    if (!containment || containment.card) return;
    await pause(CARD_LOOK_MS);
  }
}
const CARD_LOOKS = 4;
const CARD_LOOK_MS = 500;

/** To the person alone, once it is in the audit record. */
export async function refuseDecision(
  job: Job,
  { reason, hint }: NotDecided,
  deps: JobDeps,
): Promise<Message | undefined> {
  await recordRefusal(job, reason, deps);
  return tellAlone(job, renderNotDecided(reason, hint), deps);
}

export function decidingBy({ id, userId }: Job, { clock }: Pick<JobDeps, 'clock'>): Deciding {
  return { jobId: id, userId, at: clock.now() };
}
