// The whole stack as CloudFormation gets it, for settings of a test's own. Bundles are empty: what they hold is tested elsewhere.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Catalog, loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { DeploymentSettings } from '../../bot/domain/deployment/deployment-settings.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { TrailbotStack } from '../../infra/trailbot-stack.ts';

export interface Synthesized {
  readonly template: Template;
  /** What cdk-nag's AwsSolutions and the CDK itself find, as lines to read. */
  readonly nagged: readonly string[];
}

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** @param account - undefined for a template that any account can take */
export function synthStack(
  deployment: Partial<DeploymentSettings> = {},
  account: string | undefined = ACCOUNT,
): Synthesized {
  const catalog = loadCatalog(TEMPLATES);
  const settings = { ...catalog.settings, deployment: { ...catalog.settings.deployment, ...deployment } };
  return synthCatalog({ ...catalog, settings }, account);
}

function synthCatalog(catalog: Catalog, account: string | undefined): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-synth-'));
  try {
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const plan = planDeployment(catalog.settings);
    const env = { region: plan.region, ...(account && { account }) };
    const stack = new TrailbotStack(app, 'Trailbot', { plan, catalog, bundles: emptyBundles(folder), env });
    const template = Template.fromStack(stack);
    const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
    const nagged = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
    const annotations = Annotations.fromStack(stack);
    const said = [
      ...annotations.findError('*', Match.anyValue()),
      ...annotations.findWarning('*', Match.anyValue()),
    ];
    return { template, nagged: [...nagged, ...said.map(({ id, entry }) => `${id}: ${entry.data}`)] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function emptyBundles(folder: string): { readonly [name in FunctionName]: string } {
  const bundles = FUNCTION_NAMES.map((name): [FunctionName, string] => {
    const bundle = join(folder, name);
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => undefined;');
    return [name, bundle];
  });
  return Object.fromEntries(bundles) as { readonly [name in FunctionName]: string };
}
