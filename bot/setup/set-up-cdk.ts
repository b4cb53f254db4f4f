// The CDK's own stack: without it nothing can be deployed in a Region.
import { TrailbotError } from '../domain/errors.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { Surroundings } from './check-account.ts';
import type { DeployDeps } from './prepare-deployment.ts';

/** The oldest that takes a stack's files and roles as this CDK writes them. */
const VERSION = 6;

/** What is missing, as a sentence; undefined: nothing, or nobody may look, and then the CDK says so itself. */
export async function missingBootstrap({ account, region }: Surroundings): Promise<string | undefined> {
  const found = await readingOf(() => account.bootstrapVersion());
  if (!('value' in found) || (found.value ?? 0) >= VERSION) return undefined;
  const state = found.value === undefined ? 'has not been set up' : 'was set up long ago and is too old';
  return `The AWS CDK, which deploys Trailbot, ${state} in ${region} of this account. Once for each Region, it makes a bucket, five roles and a repository, in a stack called CDKToolkit.`;
}

/**
 * Offers to do it.
 * @returns whether it is there now
 * @throws TrailbotError `deployment_refused` when it failed
 */
export async function setUpCdk(where: Surroundings, { terminal, cdk }: DeployDeps): Promise<boolean> {
  const missing = await missingBootstrap(where);
  if (missing === undefined) return true;
  const { accountId } = where.caller;
  const command = `npx cdk bootstrap aws://${accountId}/${where.region}`;
  terminal.say(`${missing}\n${command}`);
  if (!(await terminal.confirm('Run this command now?'))) {
    terminal.say('Nothing was deployed. Run it, or have it run, then npm run deploy again.');
    return false;
  }
  if (await cdk.bootstrap(accountId, where.region)) return true;
  throw new TrailbotError({
    code: 'deployment_refused',
    message: 'The CDK could not be set up.',
    hint: `Mend what is said above, run ${command}, then npm run deploy again.`,
  });
}
