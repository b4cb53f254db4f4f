// `npm run deploy`: asks what settings.yml lacks, looks at the account, shows what will be made, and deploys it once agreed.
import { parseSettings } from '../catalog/load-catalog.ts';
import { estimate } from '../domain/deployment/estimate.ts';
import { planDeployment } from '../domain/deployment/plan-deployment.ts';
import { STACK_NAME, type StackTemplate } from '../domain/deployment/stack-template.ts';
import { piecesOf, usualUsage } from '../domain/deployment/usage.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import type { AccountLook, Caller, Cdk, SettingsFile } from '../ports/setup.ts';
import type { Terminal } from '../ports/terminal.ts';
import { renderDeployment } from '../render/deployment/render-deployment.ts';
import { templateResources } from '../render/deployment/template-resources.ts';
import { bullets } from '../render/deployment/wrap-text.ts';
import type { Asking } from './ask.ts';
import { askPlace, askSlackAndPresets, type GivenAnswers, isFirstTime } from './ask-settings.ts';
import { askTrail } from './ask-trail.ts';
import { adoptLeftovers, checkAccount, type Surroundings } from './check-account.ts';
import { checkPeople } from './check-people.ts';
import { deployFailed, refuseWhileBusy, whatIsNext } from './deploy-words.ts';
import { editSettings, type SettingChange } from './edit-settings.ts';
import { type Checked, look, NOTHING_FOUND, refuseAll, together, told } from './found-in-account.ts';
import { changeLines, compareTemplates } from './stack-changes.ts';

export interface DeployOptions extends GivenAnswers {
  /** Shows what would be, and changes nothing: not in the account, not in settings.yml. */
  readonly dryRun: boolean;
  /** Of the estimate. */
  readonly eventsPerMonth: number;
  /** How many requests from the internet are handled at a time; undefined: as it is, 10 at first. */
  readonly ingressConcurrency?: number;
}

export interface DeployDeps {
  readonly terminal: Terminal;
  readonly settings: SettingsFile;
  readonly detections: readonly Detection[];
  readonly account: (region: string) => AccountLook;
  readonly cdk: Cdk;
  /** templates/slack-manifest.yml */
  readonly manifest: string;
}

/** What is known after asking: the text that settings.yml has or would have, and what was found on the way. */
interface Prepared {
  readonly text: string;
  readonly settings: Settings;
  /** Undefined: without credentials, as a dry run may be. */
  readonly surroundings?: Surroundings;
  readonly checked: Checked;
}

/** The oldest bootstrap that takes a stack's files and roles as this CDK writes them. */
const BOOTSTRAP = 6;

/**
 * Can be run again after any failure: what was answered is in settings.yml.
 * @returns whether it was deployed, or shown to the end in a dry run
 * @throws TrailbotError that says what to do next
 */
export async function runDeploy(options: DeployOptions, deps: DeployDeps): Promise<boolean> {
  const { terminal, cdk } = deps;
  const prepared = await prepare(options, deps);
  const { text, settings, surroundings } = prepared;
  const plan = planDeployment(settings);
  const checked = together([
    prepared.checked,
    surroundings
      ? await checkAccount(plan, surroundings, settings, deps.detections)
      : checkPeople(settings, plan.accountId),
  ]);
  if (!options.dryRun) {
    refuseAll(checked.refusals);
    save(text, deps);
    if (!(await bootstrapped(plan.region, deps, surroundings))) return false;
  }
  terminal.say('Putting the stack together: half a minute or so.');
  const template = await cdk.synth(text, !options.dryRun);
  terminal.say(show(prepared, checked, template, options, deps));
  terminal.say(await showChanges(template, surroundings));
  if (options.dryRun) {
    terminal.say('This was a dry run: nothing was made, nothing was written.');
    return true;
  }
  if (surroundings === undefined) return false;
  const { caller } = surroundings;
  if (!(await terminal.confirm(`Deploy this into account ${caller.accountId}, ${plan.region}?`))) {
    terminal.say('Nothing was deployed. Your answers are in templates/settings.yml.');
    return false;
  }
  const outputs = await deploy(options, deps, surroundings, plan.region);
  const isUpdate = surroundings.stack?.outputs.RequestUrl !== undefined;
  for (const next of whatIsNext({ plan, caller, outputs, manifest: deps.manifest, isUpdate }))
    terminal.say(next);
  return true;
}

/** Asks in the order in which answers depend on each other. Nothing is written yet. */
async function prepare(options: DeployOptions, deps: DeployDeps): Promise<Prepared> {
  const asking: Asking = { terminal: deps.terminal, dryRun: options.dryRun };
  let text = deps.settings.read();
  let settings = parseSettings('settings.yml', text);
  const apply = (changes: readonly SettingChange[]): void => {
    text = editSettings(text, changes);
    settings = parseSettings('settings.yml', text);
  };
  const first = isFirstTime(settings);
  const caller = await deps.account(options.region ?? settings.trail.homeRegion).caller();
  if (caller === undefined && !options.dryRun) throw noCredentials();
  apply(await askPlace(settings, options, caller, asking));
  if (caller === undefined) {
    const accountId = settings.deployment.accountId ?? '';
    const question = { settings, accountId, trails: undefined, deployed: false, given: options.trail };
    apply(await askTrail(question, asking));
    apply(await askSlackAndPresets(settings, options, first, asking));
    return { text, settings, checked: told(NOT_LOOKED, ...unsaid(settings)) };
  }
  refuseOtherAccount(settings, caller);
  const before = await lookAround(deps, settings.trail.homeRegion, caller);
  const trails = 'value' in before.trails ? before.trails.value : undefined;
  const deployed = before.stack !== undefined;
  apply(
    await askTrail({ settings, accountId: caller.accountId, trails, deployed, given: options.trail }, asking),
  );
  apply(await askSlackAndPresets(settings, options, first, asking));
  const { homeRegion } = settings.trail;
  // A trail that is at home in another Region takes everything there.
  const surroundings = await (homeRegion === before.region ? before : lookAround(deps, homeRegion, caller));
  if (surroundings.stack) refuseWhileBusy(surroundings.stack.status, homeRegion);
  const adopted = await adoptLeftovers(planDeployment(settings), surroundings, asking);
  apply(adopted.changes);
  const moved =
    homeRegion === before.region ? NOTHING_FOUND : told(`It goes where the trail is at home: ${homeRegion}.`);
  return {
    text,
    settings,
    surroundings,
    checked: together([told(...unsaid(settings)), moved, adopted.checked]),
  };
}

async function lookAround(
  deps: DeployDeps,
  region: string,
  caller: Caller,
): Promise<Surroundings & { readonly region: string }> {
  const account = deps.account(region);
  const stack = await account.stack();
  return { region, account, caller, stack, trails: await look(() => account.trails()) };
}

function save(text: string, { settings, terminal }: DeployDeps): void {
  if (text === settings.read()) return;
  settings.write(text);
  terminal.say('Your answers are written to templates/settings.yml.');
}

/** Nothing is asked of somebody who has it. */
async function bootstrapped(
  region: string,
  { terminal, cdk }: DeployDeps,
  where: Surroundings | undefined,
): Promise<boolean> {
  const found = await look(async () => (await where?.account.bootstrapVersion()) ?? 0);
  // Whoever may not look may still deploy; the CDK says so itself when it is missing.
  if (where === undefined || !('value' in found) || found.value >= BOOTSTRAP) return true;
  const { accountId } = where.caller;
  const command = `npx cdk bootstrap aws://${accountId}/${region}`;
  terminal.say(
    `The AWS CDK, which deploys Trailbot, ${found.value === 0 ? 'has not been set up' : 'is too old'} in ${region} of this account. Once a Region, this makes a bucket, a few roles and a stack CDKToolkit:\n${command}`,
  );
  if (!(await terminal.confirm('Run it now?'))) {
    terminal.say(`Nothing was deployed. Run it, or have it run, then npm run deploy again.`);
    return false;
  }
  if (await cdk.bootstrap(accountId, region)) return true;
  throw new TrailbotError({
    code: 'deployment_refused',
    message: 'The CDK could not be set up.',
    hint: `Mend what is said above, run ${command}, then npm run deploy again.`,
  });
}

function show(
  { settings, surroundings }: Prepared,
  { findings, refusals }: Checked,
  template: StackTemplate,
  { eventsPerMonth }: DeployOptions,
  { detections }: DeployDeps,
): string {
  const plan = planDeployment(settings);
  const { caller, trails } = surroundings ?? {};
  const others =
    trails && 'value' in trails ? trails.value.filter(({ name }) => name !== plan.trailName) : [];
  const id = caller?.accountId ?? plan.accountId;
  const toMend = refusals.map(({ wrong, remedy }) => `To mend first: ${wrong} ${remedy}`);
  return renderDeployment({
    plan,
    estimate: estimate(
      plan,
      usualUsage(plan, { eventsPerMonth, otherTrails: others.length }),
      piecesOf(plan, detections.length),
    ),
    resources: templateResources(template),
    account: { id, name: id === undefined ? undefined : settings.accounts[id], callerArn: caller?.arn },
    findings: [...toMend, ...findings],
  });
}

async function showChanges(template: StackTemplate, where: Surroundings | undefined): Promise<string> {
  const deployed = where?.stack && (await look(() => where.account.template()));
  if (deployed === undefined) return '';
  if (!('value' in deployed)) return `What changes could not be told: ${deployed.because}`;
  if (deployed.value === undefined) return '';
  return ['WHAT CHANGES', ...bullets(changeLines(compareTemplates(deployed.value, template)))].join('\n');
}

async function deploy(
  { ingressConcurrency }: DeployOptions,
  { cdk }: DeployDeps,
  { account }: Surroundings,
  region: string,
): Promise<{ readonly [name: string]: string }> {
  const parameters =
    ingressConcurrency === undefined ? {} : { IngressConcurrency: String(ingressConcurrency) };
  const outputs = await cdk.deploy(parameters);
  if (outputs !== undefined) return outputs;
  const [stack, why] = await Promise.all([look(() => account.stack()), look(() => account.whyFailed())]);
  throw deployFailed(
    'value' in stack ? stack.value?.status : undefined,
    'value' in why ? why.value : undefined,
    region,
  );
}

const NOT_LOOKED =
  'Without AWS credentials nothing in the account was looked at: which trails it has, whether names are taken, whether the CDK is set up. Look again signed in before you say yes.';

/** In a dry run without anybody to ask. */
function unsaid({ deployment }: Settings): readonly string[] {
  return [
    ...(deployment.accountId === undefined ? ['Not said yet: the account (--account).'] : []),
    ...(deployment.emails.length === 0 ? ['Not said yet: who is told by email (--email).'] : []),
  ];
}

function refuseOtherAccount({ deployment: { accountId } }: Settings, caller: Caller): void {
  if (accountId === undefined || accountId === caller.accountId) return;
  throw new TrailbotError({
    code: 'deployment_refused',
    message: `These credentials are of account ${caller.accountId} (${caller.arn}), and ${STACK_NAME} goes into ${accountId}.`,
    hint: 'Choose the credentials of that account, for example with AWS_PROFILE; or correct deployment.accountId in templates/settings.yml.',
  });
}

/** There is nothing to be done in an account without them. */
export function noCredentials(): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: 'There are no AWS credentials, or AWS does not take them any more.',
    hint: 'Sign in as for any AWS tool (aws sso login, AWS_PROFILE, or keys in the environment), then try again. With --dry-run it shows what it can without them.',
  });
}
