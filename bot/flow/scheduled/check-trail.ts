// The daily look at the trail: what `/trail status` looks at, said only when something is wrong, or was.

import type { Finding } from '../../domain/health/health.ts';
import { type Comparison, compareTroubles, isPressing, type Trouble } from '../../domain/health/trouble.ts';
import type { Message } from '../../domain/message.ts';
import type { Scheduled } from '../../domain/scheduled.ts';
import { renderLasting, renderMended, renderTrouble } from '../../render/scheduled-check.ts';
import type { JobDeps } from '../job-deps.ts';
import { postOnce } from '../post.ts';
import { reportOnTrail } from '../trail-report.ts';
import { scheduledKey } from './scheduled-key.ts';

const DAY_MS = 86_400_000;
/** A look that failed in between does not make old trouble new. */
const DAYS_BACK = 2;

export async function checkTrail(due: Scheduled, deps: JobDeps): Promise<void> {
  const { settings, audit, clock } = deps;
  const [report, before] = await Promise.all([reportOnTrail(deps), lastTroubles(due, deps)]);
  const compared = compareTroubles(report.findings.filter(isTrouble), before, due.at);
  const message = messageOf(compared, report.at);
  if (message) {
    const { critical } = settings.channels;
    const route = isBroken(compared) ? critical : settings.fallbackChannel;
    await postOnce(route, message, { key: scheduledKey(due), since: due.at }, deps);
  }
  const deed = { kind: 'checked', troubles: compared.now } as const;
  await audit.add({ id: scheduledKey(due), at: clock.now(), deed, incidentId: checksOf(due.at) });
}

/** A quiet week leaves nothing to time alerts by: that is no trouble, and the weekly test answers it. */
function isTrouble({ check, state }: Finding): boolean {
  return state !== 'ok' && !(check === 'latency' && state === 'unknown');
}

function messageOf({ fresh, lasting, mended }: Comparison, at: Date): Message | undefined {
  if (fresh.length > 0) return renderTrouble(fresh, lasting, at);
  const pressing = lasting.filter(isPressing);
  if (pressing.length > 0) return renderLasting(pressing);
  const better = mended.filter(isPressing);
  return better.length > 0 ? renderMended(better) : undefined;
}

/** What is mended is said where it was told. */
function isBroken({ now, mended }: Comparison): boolean {
  return [...(now.some(isPressing) ? now : mended)].some(({ state }) => state === 'broken');
}

/** What was wrong at the last look. */
async function lastTroubles(due: Scheduled, { audit }: JobDeps): Promise<readonly Trouble[]> {
  const days = Array.from({ length: DAYS_BACK + 1 }, (_, back) => new Date(due.at.getTime() - back * DAY_MS));
  const entries = (await Promise.all(days.toReversed().map((day) => audit.list(checksOf(day))))).flat();
  const last = entries.findLast(({ id }) => id !== scheduledKey(due));
  return last?.deed.kind === 'checked' ? last.deed.troubles : [];
}

/** The looks of one day stand together in the record. */
function checksOf(day: Date): string {
  return `checks of ${day.toISOString().slice(0, 10)}`;
}
