// After the secrets are stored: a greeting in Slack, then what `/trail status` and `/trail test` say.
import type { Job, Work } from '../domain/job.ts';
import type { Settings } from '../domain/settings.ts';
import type { JobDeps } from '../flow/job-deps.ts';
import { showStatus } from '../flow/jobs/show-status.ts';
import { testChain } from '../flow/jobs/test-chain.ts';
import type { FoundDeployment, SlackIdentity } from '../ports/setup-connect.ts';
import type { Terminal } from '../ports/terminal.ts';
import { renderPlainText } from '../render/plain-text.ts';
import { renderGreeting } from './greeting.ts';

/** Whoever renews a secret after that is greeted again. */
const GREETED_MS = 30 * 86_400_000;

/** In the channel of what is critical, once. */
export async function greet(
  deployment: FoundDeployment,
  { teamId, botName }: SlackIdentity,
  { channels, accounts }: Settings,
  { chat, clock }: Pick<JobDeps, 'chat' | 'clock'>,
  terminal: Terminal,
): Promise<void> {
  const { critical } = channels;
  const key = `connected ${teamId}`;
  const since = new Date(clock.now().getTime() - GREETED_MS);
  if (await chat.find(critical, key, since)) {
    terminal.say(`#${critical} was greeted already: the token works.`);
    return;
  }
  const { [deployment.accountId]: accountName } = accounts;
  const greeting = { ...deployment, botName, ...(accountName && { accountName }) };
  await chat.post(critical, renderGreeting(greeting), key);
  terminal.say(`A greeting stands in #${critical}.`);
}

/** As if the bot had asked itself: nobody's id in Slack is known here. */
export async function showStatusAndTest(
  { botUserId }: SlackIdentity,
  { test }: { readonly test: boolean },
  jobs: JobDeps,
  terminal: Terminal,
): Promise<void> {
  const job = <W extends Work>(work: W): Job & { readonly work: W } => ({
    id: `connect ${jobs.run} ${work.kind}`,
    userId: botUserId,
    replyTo: { kind: 'home' },
    work,
  });
  const status = job({ kind: 'status' });
  terminal.say(renderPlainText(await showStatus(status.work, status, jobs)));
  if (!test) return;
  terminal.say(
    `A harmless event by trailbot-test now goes from the log to Slack, where it is an alert like any other. It takes a minute or two, at most four.`,
  );
  const probe = job({ kind: 'test' });
  terminal.say(renderPlainText(await testChain(probe.work, probe, jobs)));
}
