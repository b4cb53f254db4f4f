// Settings become a plan: what is not said gets its default, or what the strictest of the presets asks for.
import { TrailbotError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { DeploymentPlan } from './deployment-plan.ts';
import { PRESETS, type Preset } from './deployment-settings.ts';
import { offeredLogDays } from './log-days.ts';
import { type Conflict, lockedTooLong, strictest, weaker, withoutEffect } from './plan-conflicts.ts';
import { elsewhere } from './plan-places.ts';
import { presetsByHand } from './preset-by-hand.ts';
import { type Decided, presetReasons } from './preset-reasons.ts';
import { PRESET_RULES } from './presets.ts';

const LOG_DAYS = 30;
/** Seven years, with their leap days. */
const ARCHIVE_DAYS = 2_557;
const REVIEWED_AT = '09:00';

/**
 * @throws TrailbotError `settings_invalid` with all that is weaker than a preset asks for, that would do nothing, that is
 * in another Region or account, or that contradicts something else
 */
export function planDeployment({ deployment, trail, workingHours, ...settings }: Settings): DeploymentPlan {
  const { presets: chosen, ...said } = deployment;
  const presets = PRESETS.filter((preset) => chosen.includes(preset));
  const archive = strictest(presets, 'archiveDays');
  const log = strictest(presets, 'logDays');
  const review = settings.dailyReview ?? { at: REVIEWED_AT, channel: settings.fallbackChannel };
  const decided: Decided = {
    ...said,
    region: trail.homeRegion,
    trailName: trail.name,
    logGroup: trail.logGroup,
    logDays: offeredLogDays(said.logDays ?? Math.max(LOG_DAYS, log.days)),
    archiveDays: said.archiveDays ?? (archive.days === 0 ? archiveDaysUnsaid(presets) : archive.days),
    review: { ...review, timeZone: workingHours.timeZone },
  };
  refuse([
    ...elsewhere(deployment.existing, { region: trail.homeRegion, accountId: deployment.accountId }),
    ...weaker('archiveDays', said.archiveDays, archive),
    ...weaker('logDays', said.logDays, log),
    ...withoutEffect(deployment),
    ...lockedTooLong(said.objectLockDays, decided.archiveDays),
  ]);
  const asking = decided.archiveDays === archive.days ? archive.asking : [];
  return {
    ...decided,
    reasons: presetReasons(decided, presets),
    byHand: presetsByHand(decided, presets, asking),
  };
}

function archiveDaysUnsaid(presets: readonly Preset[]): number {
  return presets
    .map((preset) => PRESET_RULES[preset].archiveDaysUnsaid ?? ARCHIVE_DAYS)
    .reduce((fewest, days) => Math.min(fewest, days), ARCHIVE_DAYS);
}

/** All at once, so that a person mends them in one go. */
function refuse(conflicts: readonly Conflict[]): void {
  const [first] = conflicts;
  if (first === undefined) return;
  const code = 'settings_invalid';
  const place = 'settings.yml, deployment';
  if (conflicts.length === 1) {
    throw new TrailbotError({ code, message: `${place}: ${first.wrong}`, hint: first.remedy });
  }
  throw new TrailbotError({
    code,
    message: `${place}: ${conflicts.length} things do not go together:\n${conflicts
      .map(({ wrong, remedy }) => `- ${wrong} ${remedy}`)
      .join('\n')}`,
    hint: 'Mend each of them in templates/settings.yml, then try again.',
  });
}
