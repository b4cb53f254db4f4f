// Everything that is looked at in the account before anything is made, in one place.
import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { Reading } from '../domain/health/reading.ts';
import type { Settings } from '../domain/settings.ts';
import type { AccountLook, Caller, FoundStack, FoundTrail } from '../ports/setup.ts';
import { type Asking, agree } from './ask.ts';
import { checkExisting } from './check-existing.ts';
import { checkNames } from './check-names.ts';
import { checkPeople } from './check-people.ts';
import type { SettingChange } from './edit-settings.ts';
import { findLeftovers } from './find-leftovers.ts';
import { type Checked, refused, together, told } from './found-in-account.ts';

export interface Surroundings {
  readonly region: string;
  readonly account: AccountLook;
  readonly caller: Caller;
  readonly stack: FoundStack | undefined;
  readonly trails: Reading<readonly FoundTrail[]>;
}

/** Asks about each thing that has a name of ours already. @returns what settings.yml says from then on */
export async function adoptLeftovers(
  plan: DeploymentPlan,
  { account, caller, stack, trails }: Surroundings,
  asking: Asking,
): Promise<{ readonly changes: readonly SettingChange[]; readonly checked: Checked }> {
  const { offered, checked } = await findLeftovers({ plan, caller, stack }, account, trails);
  const changes: SettingChange[] = [];
  const parts: Checked[] = [checked];
  for (const { what, changes: adopting, otherwise } of offered) {
    const question = `There is a ${what} already, left by an earlier deployment or somebody else's. Use it as it is?`;
    if (await agree(question, asking)) {
      changes.push(...adopting);
      parts.push(told(`There is a ${what} already: it is used as it is.`));
    } else parts.push(refused(`There is a ${what} already.`, otherwise));
  }
  return { changes, checked: together(parts) };
}

/** @param plan - with all that is used as it is */
export async function checkAccount(
  plan: DeploymentPlan,
  { account, caller, stack, trails }: Surroundings,
  settings: Settings,
  detections: readonly Detection[],
): Promise<Checked> {
  const place = { plan, caller, stack };
  return together([
    checkPeople(settings, caller.accountId),
    await checkExisting(place, account, trails),
    await checkNames(place, account, detections),
  ]);
}

/** Whether there is something that works: a first deployment that failed leaves a stack too, with nothing in it. */
export function isDeployed(stack: FoundStack | undefined): boolean {
  return stack?.outputs.RequestUrl !== undefined;
}
