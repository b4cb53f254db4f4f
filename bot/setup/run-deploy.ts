// `npm run deploy`: asks what settings.yml lacks, looks at the account, shows what will be made, and deploys it once agreed.
import { estimate } from '../domain/deployment/estimate.ts';
import { planDeployment } from '../domain/deployment/plan-deployment.ts';
import type { StackTemplate } from '../domain/deployment/stack-template.ts';
import { piecesOf, usualUsage } from '../domain/deployment/usage.ts';
import { readingOf } from '../flow/reading-of.ts';
import { renderDeployment } from '../render/deployment/render-deployment.ts';
import { templateResources } from '../render/deployment/template-resources.ts';
import { bullets } from '../render/deployment/wrap-text.ts';
import { isDeployed, type Surroundings } from './check-account.ts';
import { deployFailed, whatIsNext } from './deploy-words.ts';
import { refuseAll } from './found-in-account.ts';
import {
  type DeployDeps,
  type DeployOptions,
  type Prepared,
  prepareDeployment,
} from './prepare-deployment.ts';
import { missingBootstrap, setUpCdk } from './set-up-cdk.ts';
import { changeLines, compareTemplates } from './stack-changes.ts';

/**
 * Can be run again after any failure: what was answered is in settings.yml.
 * @returns false when something is to be mended first
 * @throws TrailbotError that says what to do next
 */
export async function runDeploy(options: DeployOptions, deps: DeployDeps): Promise<boolean> {
  const { terminal, cdk } = deps;
  const prepared = await prepareDeployment(options, deps);
  const { text, surroundings, checked } = prepared;
  if (options.dryRun || surroundings === undefined) return showOnly(options, deps, prepared);

  refuseAll(checked.refusals);
  save(text, deps);
  if (!(await setUpCdk(surroundings, deps))) return false;
  const template = await synthesize(prepared, deps, true);
  await show(prepared, template, options, deps);
  const { caller, region, stack } = surroundings;
  if (!(await terminal.confirm(`Deploy this into account ${caller.accountId}, ${region}?`))) {
    terminal.say('Nothing was deployed.');
    return true;
  }
  const { ingressConcurrency } = prepared;
  const outputs = await cdk.deploy(
    ingressConcurrency === undefined ? {} : { IngressConcurrency: String(ingressConcurrency) },
  );
  if (outputs === undefined) throw await whyItFailed(surroundings);
  const plan = planDeployment(prepared.settings);
  const next = { plan, caller, outputs, manifest: deps.manifest, isUpdate: isDeployed(stack) };
  for (const paragraph of whatIsNext(next)) terminal.say(paragraph);
  return true;
}

async function showOnly(options: DeployOptions, deps: DeployDeps, prepared: Prepared): Promise<boolean> {
  const { surroundings, checked } = prepared;
  const bootstrap = surroundings && (await missingBootstrap(surroundings));
  const findings = [...checked.findings, ...(bootstrap === undefined ? [] : [bootstrap])];
  const template = await synthesize(prepared, deps, false);
  await show({ ...prepared, checked: { ...checked, findings } }, template, options, deps);
  const toMend = checked.refusals.map(({ wrong, remedy }) => `- ${wrong} ${remedy}`);
  if (toMend.length > 0) deps.terminal.say(['TO MEND FIRST', ...toMend].join('\n'));
  deps.terminal.say('This was a dry run: nothing was made, and nothing was written.');
  return checked.refusals.length === 0;
}

function synthesize(
  { text }: Prepared,
  { terminal, cdk }: DeployDeps,
  keep: boolean,
): Promise<StackTemplate> {
  terminal.say('Putting the stack together. This takes up to a minute.');
  return cdk.synth(text, keep);
}

function save(text: string, { settings, terminal }: DeployDeps): void {
  if (text === settings.read()) return;
  settings.write(text);
  terminal.say('Your answers are written to templates/settings.yml.');
}

async function show(
  { settings, surroundings, checked }: Prepared,
  template: StackTemplate,
  { eventsPerMonth }: DeployOptions,
  { terminal, detections }: DeployDeps,
): Promise<void> {
  const plan = planDeployment(settings);
  const { caller, trails } = surroundings ?? {};
  const others =
    trails && 'value' in trails ? trails.value.filter(({ name }) => name !== plan.trailName) : [];
  const usage = usualUsage(plan, { eventsPerMonth, otherTrails: others.length });
  const id = caller?.accountId ?? plan.accountId;
  terminal.say(
    renderDeployment({
      plan,
      estimate: estimate(plan, usage, piecesOf(plan, detections.length)),
      resources: templateResources(template),
      account: { id, name: id === undefined ? undefined : settings.accounts[id], callerArn: caller?.arn },
      findings: checked.findings,
    }),
  );
  const changes = surroundings && (await changesOf(template, surroundings));
  if (changes !== undefined) terminal.say(['WHAT CHANGES', ...bullets(changes)].join('\n'));
}

/** Undefined: nothing is deployed yet. */
async function changesOf(
  template: StackTemplate,
  { account, stack }: Surroundings,
): Promise<readonly string[] | undefined> {
  if (!isDeployed(stack)) return undefined;
  const deployed = await readingOf(() => account.template());
  if (!('value' in deployed)) return [`It could not be read what is deployed: ${deployed.because}`];
  return deployed.value && changeLines(compareTemplates(deployed.value, template));
}

async function whyItFailed({ account, region }: Surroundings): Promise<Error> {
  const [stack, why] = await Promise.all([
    readingOf(() => account.stack()),
    readingOf(() => account.whyFailed()),
  ]);
  return deployFailed(
    'value' in stack ? stack.value?.status : undefined,
    'value' in why ? why.value : undefined,
    region,
  );
}
