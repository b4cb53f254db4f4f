// `npm run destroy`: removes the stack once it is clear what stops, what is kept, and that nobody stays locked out.
import type { Containment } from '../domain/containment/containment.ts';
import { nameTarget } from '../domain/containment/name-principal.ts';
import { STACK_NAME } from '../domain/deployment/stack-template.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, Cdk, FoundStack, StoredSecrets } from '../ports/setup.ts';
import type { Containments } from '../ports/store.ts';
import type { Terminal } from '../ports/terminal.ts';
import { releaseByHand } from '../render/containment/by-hand.ts';
import { bullets } from '../render/deployment/wrap-text.ts';
import { renderPlainText } from '../render/plain-text.ts';
import { refuseWhileBusy } from './deploy-words.ts';
import { type Kept, keptResources, ownTrail } from './kept-resources.ts';
import { noCredentials, refuseOtherAccount } from './prepare-deployment.ts';

export interface DestroyOptions {
  /** Nothing is asked. */
  readonly yes: boolean;
  /** Also while somebody is locked out, or when nobody can tell. */
  readonly force: boolean;
}

export interface DestroyDeps {
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** The text that `settings` were read from. */
  readonly settingsText: string;
  readonly account: AccountLook;
  readonly cdk: Cdk;
  readonly containments: Pick<Containments, 'listActive'>;
  readonly secrets: StoredSecrets;
}

/**
 * Can be run again after any failure.
 * @returns false when CloudFormation did not get to the end
 * @throws TrailbotError that says what to do next, before anything is removed
 */
export async function runDestroy(options: DestroyOptions, deps: DestroyDeps): Promise<boolean> {
  const { terminal, settings, account } = deps;
  const region = settings.trail.homeRegion;
  const caller = await account.caller();
  if (caller === undefined) throw noCredentials(region);
  refuseOtherAccount(settings, caller);
  const stack = await account.stack();
  if (stack === undefined) {
    terminal.say(`There is no stack ${STACK_NAME} in ${region} of account ${caller.accountId}.`);
    await removeSecrets(deps);
    return true;
  }
  refuseWhileBusy(stack.status, region, 'destroy');
  const template = await account.template();
  const kept = template === undefined ? [] : keptResources(stack, template, region);
  terminal.say(whatGoes(stack, kept, caller.accountId, region));
  await refuseWhileContaining(options, deps);
  if (!options.yes && !(await typedItsName(terminal))) {
    terminal.say('Nothing was removed.');
    return true;
  }
  terminal.say('Putting the stack together, so that the CDK knows it. This takes up to a minute.');
  await deps.cdk.synth(deps.settingsText, true);
  if (!(await deps.cdk.destroy())) {
    const why = await readingOf(() => account.whyFailed());
    const reason = 'value' in why && why.value !== undefined ? ` ${why.value}` : '';
    terminal.say(`The stack is not removed to the end.${reason}\nMend that, then run npm run destroy again.`);
    return false;
  }
  await removeSecrets(deps);
  terminal.say(afterwards(kept));
  return true;
}

function whatGoes(stack: FoundStack, kept: readonly Kept[], accountId: string, region: string): string {
  const trail = ownTrail(stack);
  return [
    `WHAT GOES, from account ${accountId}, ${region}`,
    ...bullets([
      ...(trail === undefined
        ? ['The trail stays: it was there before.']
        : [
            `The trail ${trail}: from then on nothing that happens in this account is recorded, but for CloudTrail's own 90 days of event history. Make another trail first if you want to go on.`,
          ]),
      'All alarms, metric filters, functions, queues, topics and roles of Trailbot: nobody is told of anything any more.',
      `${stack.resources.length} resources in all; kept of these: ${kept.length}.`,
    ]),
    '',
    'WHAT IS KEPT, and goes on costing what it holds',
    ...bullets(kept.length === 0 ? ['Nothing.'] : kept.map(({ what }) => what)),
  ].join('\n');
}

/** A lock outlives the bot, and nobody could take it off in Slack. */
async function refuseWhileContaining(
  { force }: DestroyOptions,
  { terminal, containments }: DestroyDeps,
): Promise<void> {
  const active = await readingOf(() => containments.listActive());
  if (!('value' in active)) {
    if (force) return;
    throw refused(
      `Whether somebody is locked out of AWS by Trailbot could not be read: ${active.because}`,
      'Mend that, or give --force if you know that nobody is.',
    );
  }
  const held = active.value.filter((containment) => releaseByHand(containment).length > 0);
  if (held.length === 0) return;
  const told = held.map(byHand).join('\n\n');
  if (!force)
    throw refused(
      `Trailbot holds somebody, and without it nobody can release them in Slack:\n\n${told}\n`,
      'Release them in Slack first. Or give --force, and use the commands above when the time has come.',
    );
  terminal.say(
    `These stay locked out. Keep the commands: nothing else gives back what was taken.\n\n${told}`,
  );
}

function byHand(containment: Containment): string {
  const commands = renderPlainText({ text: '', blocks: [...releaseByHand(containment)] });
  const { target, reason } = containment;
  return `${nameTarget(target)} in account ${target.accountId} (${reason})\n${commands}`;
}

async function typedItsName(terminal: Terminal): Promise<boolean> {
  const typed = await terminal.ask({
    message: `Type ${STACK_NAME} to remove it; anything else stops here.`,
    flag: '--yes',
  });
  return typed === STACK_NAME;
}

async function removeSecrets({ terminal, secrets }: DestroyDeps): Promise<void> {
  const names = await secrets.list();
  if (names.length === 0) return;
  const agreed = await terminal.confirm(`Delete what Slack gave the app as well (${names.join(', ')})?`);
  if (agreed) await secrets.delete(names);
  terminal.say(agreed ? 'The secrets are deleted.' : `Kept: ${names.join(', ')}.`);
}

function afterwards(kept: readonly Kept[]): string {
  return [
    'The stack is removed.',
    'The Slack app is still there: delete it at https://api.slack.com/apps, your app, Basic Information, Delete App.',
    'The next npm run deploy offers to use again what is kept.',
    ...(kept.length === 0
      ? []
      : [
          '',
          'When you are sure that nobody needs the evidence any more:',
          ...kept.map(({ what, byHand }) => `- ${what}\n  ${byHand}`),
        ]),
  ].join('\n');
}

function refused(message: string, hint: string): TrailbotError {
  return new TrailbotError({ code: 'deployment_refused', message, hint });
}
