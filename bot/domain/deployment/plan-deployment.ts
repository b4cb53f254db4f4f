// Settings become a plan: what is not said gets its default.
import type { Settings } from '../settings.ts';
import type { DeploymentPlan } from './deployment-plan.ts';

const LOG_DAYS = 30;
/** Seven years, with their leap days. */
const ARCHIVE_DAYS = 2_557;
const REVIEWED_AT = '09:00';

export function planDeployment({ deployment, trail, workingHours, ...settings }: Settings): DeploymentPlan {
  const { timeZone } = workingHours;
  const review = settings.dailyReview ?? { at: REVIEWED_AT, channel: settings.fallbackChannel };
  const { presets: _presets, ...said } = deployment;
  return {
    ...said,
    region: trail.homeRegion,
    trailName: trail.name,
    logGroup: trail.logGroup,
    logDays: deployment.logDays ?? LOG_DAYS,
    archiveDays: deployment.archiveDays ?? ARCHIVE_DAYS,
    review: { ...review, timeZone },
    reasons: [],
    byHand: [],
  };
}
