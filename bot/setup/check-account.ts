// Everything that is looked at in the account before anything is made, in one place.
import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { Reading } from '../domain/health/reading.ts';
import type { Settings } from '../domain/settings.ts';
import type { AccountLook, Caller, FoundStack, FoundTrail } from '../ports/setup.ts';
import { checkExisting } from './check-existing.ts';
import { checkNames } from './check-names.ts';
import { checkPeople } from './check-people.ts';
import { type Checked, together } from './found-in-account.ts';

export interface Surroundings {
  readonly region: string;
  readonly account: AccountLook;
  readonly caller: Caller;
  readonly stack: FoundStack | undefined;
  readonly trails: Reading<readonly FoundTrail[]>;
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
