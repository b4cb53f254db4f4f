// `npm run connect`: takes what Slack gave the app, checks it, stores it, greets, and shows that the whole way works.
import { TrailbotError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import type { JobDeps } from '../flow/job-deps.ts';
import type {
  Deployments,
  FoundDeployment,
  SecretStore,
  SlackCheck,
  SlackIdentity,
  SlackSecrets,
} from '../ports/setup-connect.ts';
import type { Terminal } from '../ports/terminal.ts';
import { askSecrets } from './ask-secrets.ts';
import { channelsOf, checkChannels } from './check-channels.ts';
import { type Concealer, createConcealer } from './concealer.ts';
import { botScopes, createAppLink } from './manifest-link.ts';
import { greet, showStatusAndTest } from './show-connected.ts';
import { type VerifyDeps, verifySecret } from './verify-secret.ts';

export interface ConnectDeps extends VerifyDeps {
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** templates/slack-manifest.yml */
  readonly manifest: string;
  readonly deployments: Deployments;
  readonly slack: (botToken: string) => SlackCheck;
  readonly store: SecretStore;
  /** Writes the workspace into templates/settings.yml. */
  readonly bindWorkspace: (teamId: string) => void;
  /** What the job function has, with the caller's own credentials and the stored token; `clean` for all it logs. */
  readonly jobs: (deployment: FoundDeployment, clean: Concealer['clean']) => JobDeps;
}

export interface ConnectOptions extends Partial<SlackSecrets> {
  /** Whether a harmless event is sent down the whole way. */
  readonly test: boolean;
}

/** As settings.yml takes it: nothing else is written there. */
const WORKSPACE_ID = /^T[A-Z0-9]{6,20}$/;
/** Slack does not tell what its signing secret is: only its own first request does. */
const FIRST_REQUEST =
  'Now type /trail help in Slack. Should it say that the app did not respond, then the signing secret is not this app’s: run npm run connect again with the one under Basic Information.';

/**
 * Stores nothing that was not checked; can be run again, with the same secrets or new ones.
 * @returns whether all that could be checked is well
 * @throws TrailbotError that says what to do next, and never holds a secret
 */
export async function runConnect(options: ConnectOptions, deps: ConnectDeps): Promise<boolean> {
  const concealer = createConcealer();
  const { terminal: open } = deps;
  const terminal: Terminal = { ...open, say: (text) => open.say(concealer.clean(text)) };
  for (const given of [options.botToken, options.signingSecret]) concealer.hide(given?.trim() ?? '');
  try {
    return await connect(options, { ...deps, terminal }, concealer);
  } catch (error) {
    throw concealer.cleanError(error);
  }
}

async function connect(options: ConnectOptions, deps: ConnectDeps, concealer: Concealer): Promise<boolean> {
  const { terminal, settings } = deps;
  const deployment = await findDeployment(deps);
  const { accountId, region, requestUrl } = deployment;
  terminal.say(`Trailbot is deployed in account ${accountId}, ${region}. Slack calls ${requestUrl}`);
  const attended = options.botToken === undefined || options.signingSecret === undefined;
  if (attended) terminal.say(howToCreate(deps.manifest, requestUrl));
  const secrets = await askSecrets(options, terminal);
  concealer.hide(secrets.botToken);
  concealer.hide(secrets.signingSecret);

  const slack = deps.slack(secrets.botToken);
  const identity = await checkIdentity(slack, deps);
  const wanted = channelsOf(settings);
  const channels = await checkChannels({ wanted, identity, attended }, slack, terminal);
  const names = channels.map(({ found, wanted: name }) => `#${found?.name ?? name}`);
  terminal.say(`It is in each channel of the settings: ${names.join(', ')}.`);

  await deps.store.store(secrets);
  terminal.say(`Both secrets are stored, encrypted, as SSM parameters in ${region}.`);
  bind(identity, deps);
  const trouble = await verifySecret(requestUrl, secrets.signingSecret, deps);
  terminal.say(
    trouble ?? `The function that Slack calls verifies with this signing secret. ${FIRST_REQUEST}`,
  );

  const jobs = deps.jobs(deployment, concealer.clean);
  await greet(deployment, identity, settings, jobs, terminal);
  await showStatusAndTest(identity, options, jobs, terminal);
  return trouble === undefined;
}

async function findDeployment({ deployments, settings }: ConnectDeps): Promise<FoundDeployment> {
  const { homeRegion } = settings.trail;
  const found = await deployments.find();
  if (found === undefined)
    throw refused(
      `Trailbot is not deployed in ${homeRegion} of this account.`,
      'Run npm run deploy first. Is it another account? Then choose its credentials, for example with AWS_PROFILE.',
    );
  const { accountId } = settings.deployment;
  if (accountId !== undefined && accountId !== found.accountId)
    throw refused(
      `These credentials are of account ${found.accountId}, and settings.yml names ${accountId}.`,
      'Choose the credentials of that account, for example with AWS_PROFILE.',
    );
  return found;
}

function howToCreate(manifest: string, requestUrl: string): string {
  return `No Slack app yet? This link makes it, with every address filled in. Then press Install to Workspace.\n${createAppLink(manifest, requestUrl)}`;
}

async function checkIdentity(
  slack: SlackCheck,
  { terminal, settings, manifest }: ConnectDeps,
): Promise<SlackIdentity> {
  const identity = await slack.identify();
  const { teamId, teamName, botName, scopes } = identity;
  const { slackTeamId = teamId } = settings.deployment;
  if (slackTeamId !== teamId)
    throw refused(
      `This token is of the workspace ${teamName} (${teamId}), and settings.yml names ${slackTeamId}.`,
      'Take the token of that workspace, or change deployment.slackTeamId and run npm run deploy first.',
    );
  const missing = botScopes(manifest).filter((scope) => scopes !== undefined && !scopes.includes(scope));
  if (missing.length > 0)
    throw refused(
      `The app was not given: ${missing.join(', ')}.`,
      'Add them at https://api.slack.com/apps, your app, OAuth & Permissions, Bot Token Scopes; press Reinstall to Workspace; then run npm run connect again. Nothing was stored.',
    );
  const told = scopes === undefined ? 'Slack did not say what it may do' : 'it may do all that it needs';
  terminal.say(`The token is @${botName}'s in the workspace ${teamName}; ${told}.`);
  return identity;
}

/** A request of another workspace is refused by the ingress from then on. */
function bind({ teamId, teamName }: SlackIdentity, { settings, bindWorkspace, terminal }: ConnectDeps): void {
  if (settings.deployment.slackTeamId === teamId) return;
  if (!WORKSPACE_ID.test(teamId)) {
    terminal.say(`Slack calls the workspace ${teamId}, which is no id: settings.yml stays as it is.`);
    return;
  }
  bindWorkspace(teamId);
  terminal.say(
    `templates/settings.yml now names the workspace (${teamId}). With the next npm run deploy Trailbot answers nobody outside ${teamName}.`,
  );
}

function refused(message: string, hint: string): TrailbotError {
  return new TrailbotError({ code: 'deployment_refused', message, hint });
}
