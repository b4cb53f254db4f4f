// Before a deployment: what settings.yml lacks is asked, and what is in the account is looked at. Nothing is written yet.
import { parseSettings } from '../catalog/load-catalog.ts';
import { planDeployment } from '../domain/deployment/plan-deployment.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isRegion } from '../domain/is-region.ts';
import type { Settings } from '../domain/settings.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, Caller, Cdk, SettingsFile } from '../ports/setup.ts';
import type { Terminal } from '../ports/terminal.ts';
import { adoptLeftovers } from './adopt-leftovers.ts';
import type { Asking } from './ask.ts';
import { askPlace, askSlackAndPresets, type GivenAnswers, isFirstTime } from './ask-settings.ts';
import { askTrail } from './ask-trail.ts';
import { checkAccount, isDeployed, type Surroundings } from './check-account.ts';
import { chooseConcurrency } from './check-concurrency.ts';
import { checkPeople } from './check-people.ts';
import { tellAlarmEmails } from './check-topic.ts';
import { refuseWhileBusy } from './deploy-words.ts';
import { editSettings, type SettingChange } from './edit-settings.ts';
import { type Checked, together, told } from './found-in-account.ts';

export interface DeployOptions extends GivenAnswers {
  /** Shows what would be, and changes nothing: not in the account, not in settings.yml. */
  readonly dryRun: boolean;
  /** Of the estimate. */
  readonly eventsPerMonth: number;
  /** How many requests from the internet are handled at a time; undefined: as it is, at first 10 where there is room. */
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

export interface Prepared {
  /** settings.yml with all answers. */
  readonly text: string;
  readonly settings: Settings;
  /** Undefined: without credentials, as a dry run may be. */
  readonly surroundings?: Surroundings;
  readonly checked: Checked;
  /** Undefined: as the stack has it, or its default. */
  readonly ingressConcurrency?: number | undefined;
}

/**
 * Asks in the order in which answers depend on each other.
 * @throws TrailbotError `config_missing` without credentials, but in a dry run; `deployment_refused`, `settings_invalid`
 */
export async function prepareDeployment(options: DeployOptions, deps: DeployDeps): Promise<Prepared> {
  const { terminal, detections } = deps;
  const asking: Asking = { terminal, dryRun: options.dryRun };
  const draft = createDraft(deps.settings.read());
  const first = isFirstTime(draft.settings());
  // A Region that is none is refused when it is asked for.
  const asked = isRegion(options.region ?? '') ? options.region : undefined;
  const at = asked ?? homeRegion(draft);
  const caller = await deps.account(at).caller();
  if (caller === undefined && !options.dryRun) throw noCredentials(at);
  draft.apply(await askPlace(draft.settings(), options, caller, asking));
  if (caller === undefined) {
    draft.apply(await askTrail({ settings: draft.settings(), given: options.trail }, asking));
    refuseConflicts(draft);
    draft.apply(await askSlackAndPresets(draft.settings(), options, first, asking));
    const settings = draft.settings();
    const checked = together([
      told(...unsaid(settings), NOT_LOOKED),
      tellAlarmEmails(planDeployment(settings)),
      checkPeople(settings, settings.deployment.accountId),
    ]);
    return { text: draft.text(), settings, checked };
  }
  refuseOtherAccount(draft.settings(), caller);
  const before = await lookAround(deps, homeRegion(draft), caller);
  const trails = 'value' in before.trails ? before.trails.value : undefined;
  const seen = { accountId: caller.accountId, trails, deployed: isDeployed(before.stack) };
  draft.apply(await askTrail({ settings: draft.settings(), given: options.trail, seen }, asking));
  refuseConflicts(draft);
  draft.apply(await askSlackAndPresets(draft.settings(), options, first, asking));
  const region = homeRegion(draft);
  // A trail that is at home in another Region takes everything there.
  const surroundings = region === before.region ? before : await lookAround(deps, region, caller);
  if (surroundings.stack) refuseWhileBusy(surroundings.stack.status, region);
  const { deployment } = draft.settings();
  const adopted = await adoptLeftovers(planDeployment(draft.settings()), deployment, surroundings, asking);
  draft.apply(adopted.changes);
  const settings = draft.settings();
  const plan = planDeployment(settings);
  const { account, stack } = surroundings;
  const ingress = await chooseConcurrency(options.ingressConcurrency, isDeployed(stack), account);
  const checked = together([
    told(...unsaid(settings)),
    adopted.checked,
    await checkAccount(plan, surroundings, settings, detections),
    ingress.checked,
  ]);
  const { ingressConcurrency } = ingress;
  return { text: draft.text(), settings, surroundings, checked, ingressConcurrency };
}

/** settings.yml while it is being answered. */
interface Draft {
  text(): string;
  settings(): Settings;
  apply(changes: readonly SettingChange[]): void;
}

function createDraft(read: string): Draft {
  let text = read;
  let settings = parseSettings('settings.yml', text);
  return {
    text: () => text,
    settings: () => settings,
    apply(changes) {
      text = editSettings(text, changes);
      settings = parseSettings('settings.yml', text);
    },
  };
}

/** Before more is asked: Region and account are known by now. @throws TrailbotError `settings_invalid` */
function refuseConflicts(draft: Draft): void {
  planDeployment(draft.settings());
}

function homeRegion(draft: Draft): string {
  return draft.settings().trail.homeRegion;
}

async function lookAround(deps: DeployDeps, region: string, caller: Caller): Promise<Surroundings> {
  const account = deps.account(region);
  const stack = await account.stack();
  return { region, account, caller, stack, trails: await readingOf(() => account.trails()) };
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

/** Nothing is done to an account that the settings do not mean. @throws TrailbotError `deployment_refused` */
export function refuseOtherAccount({ deployment: { accountId } }: Settings, caller: Caller): void {
  if (accountId === undefined || accountId === caller.accountId) return;
  throw new TrailbotError({
    code: 'deployment_refused',
    message: `These credentials are of account ${caller.accountId} (${caller.arn}), and Trailbot's account is ${accountId}.`,
    hint: 'Choose the credentials of that account, for example with AWS_PROFILE; or correct deployment.accountId in templates/settings.yml.',
  });
}

export function noCredentials(region: string): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: `There are no AWS credentials, or AWS does not take them in ${region}.`,
    hint: 'Sign in as for any AWS tool (aws sso login, AWS_PROFILE, or keys in the environment), then try again. npm run deploy -- --dry-run shows what it can without them.',
  });
}
