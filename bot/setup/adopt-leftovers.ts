// Asks about what has a name of ours already: it is used as it is, or the deployment stops with what deletes it.
import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import type { DeploymentSettings } from '../domain/deployment/deployment-settings.ts';
import { type Conflict, withoutEffect } from '../domain/deployment/plan-conflicts.ts';
import { type Asking, agree } from './ask.ts';
import { isDeployed, type Surroundings } from './check-account.ts';
import type { SettingChange } from './edit-settings.ts';
import { findLeftovers, type Leftover } from './find-leftovers.ts';
import { type Checked, refused, together, told } from './found-in-account.ts';

export interface Adopted {
  /** What settings.yml says from then on. */
  readonly changes: readonly SettingChange[];
  readonly checked: Checked;
}

/**
 * About each thing by itself; about all that a first deployment which failed has left, at once.
 * @param said - of settings.yml: what could not be kept of it speaks against using a thing as it is
 */
export async function adoptLeftovers(
  plan: DeploymentPlan,
  said: DeploymentSettings,
  { account, caller, stack, trails }: Surroundings,
  asking: Asking,
): Promise<Adopted> {
  // A deployment that works is older than what it let go of.
  const left = isDeployed(stack) ? [] : (stack?.left ?? []);
  const { offered, checked } = await findLeftovers({ plan, caller, stack }, account, trails, left);
  const parts: Checked[] = [checked];
  const adopted: Leftover[] = [];
  const usable = offered.filter((leftover) => {
    const conflicts = conflictsOf(leftover, said);
    if (conflicts.length > 0) parts.push(unusable(leftover, conflicts));
    return conflicts.length === 0;
  });
  const failed = usable.filter(({ isOfFailure }) => isOfFailure);
  if (failed.length > 0) {
    asking.terminal.say(whatIsLeft(failed));
    const question = `Use ${failed.length === 1 ? 'it as it is' : 'all of these as they are'}? No stops here, and says what deletes them.`;
    const agreed = await agree(question, asking);
    if (agreed) adopted.push(...failed);
    parts.push(...failed.map(agreed ? tellAdopted : refuseToUse));
  }
  for (const leftover of usable.filter(({ isOfFailure }) => !isOfFailure)) {
    const question = `There is a ${leftover.what} already, left by an earlier deployment or somebody else's. Use it as it is?`;
    const agreed = await agree(question, asking);
    if (agreed) adopted.push(leftover);
    parts.push(agreed ? tellAdopted(leftover) : refuseToUse(leftover));
  }
  return {
    changes: adopted.map(({ key, value }) => ({ path: ['deployment', 'existing', key], value })),
    checked: together(parts),
  };
}

/** What settings.yml says and would do nothing, were the thing used as it is. */
function conflictsOf({ key, value }: Leftover, said: DeploymentSettings): readonly Conflict[] {
  const before = withoutEffect(said).map(({ wrong }) => wrong);
  const existing = { ...said.existing, [key]: value };
  return withoutEffect({ ...said, existing }).filter(({ wrong }) => !before.includes(wrong));
}

function unusable({ what, isOfFailure, otherwise }: Leftover, conflicts: readonly Conflict[]): Checked {
  const origin = isOfFailure ? ', left by the deployment that failed' : '';
  const facts = conflicts.map(({ wrong }) => `deployment.${wrong}`).join(' ');
  const others = conflicts.map(({ remedy }) => remedy).join(' ');
  return refused(
    `There is a ${what} already${origin}, and it cannot be used as it is: ${facts}`,
    `${others} Or have it made anew. ${otherwise}`,
  );
}

function whatIsLeft(failed: readonly Leftover[]): string {
  return [
    'LEFT BY THE DEPLOYMENT THAT FAILED',
    ...failed.map(({ what }) => `  - ${what}`),
    'They are kept by design, so that no evidence is ever deleted by mistake. Used as',
    'they are, Trailbot does not change them any more: how long they keep, for',
    'example. Deleted, they are made anew.',
  ].join('\n');
}

function tellAdopted({ what, key, isOfFailure }: Leftover): Checked {
  return told(
    isOfFailure
      ? `The ${what} was left by the deployment that failed: it is used as it is, and not changed any more. To have it made anew instead, say no, take deployment.existing.${key} out of templates/settings.yml, and run npm run deploy again: it asks once more, and says what deletes it.`
      : `There is a ${what} already: it is used as it is.`,
  );
}

function refuseToUse({ what, isOfFailure, otherwise }: Leftover): Checked {
  return refused(
    `There is a ${what} already${isOfFailure ? ', left by the deployment that failed' : ''}.`,
    otherwise,
  );
}
