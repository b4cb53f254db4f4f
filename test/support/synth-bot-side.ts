// Queues, table, functions and outputs as CloudFormation gets them, beside a topic and a log group that are there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { DeploymentSettings } from '../../bot/domain/deployment/deployment-settings.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { Archive } from '../../infra/constructs/archive.ts';
import { Encryption } from '../../infra/constructs/encryption.ts';
import { Functions } from '../../infra/constructs/functions.ts';
import { Outputs } from '../../infra/constructs/outputs.ts';
import { Queues } from '../../infra/constructs/queues.ts';
import { StateTable } from '../../infra/constructs/state-table.ts';
import { Topics } from '../../infra/constructs/topics.ts';
import { TrailLog } from '../../infra/constructs/trail-log.ts';
import { flatten } from './synth-trail-side.ts';

export interface BotSide {
  readonly template: Template;
  /** What cdk-nag's AwsSolutions finds, one line each. */
  readonly nagged: readonly string[];
  /** Properties of all of a type, with what CloudFormation fills in by name: `<AWS::Partition>`. */
  all(type: string): readonly Properties[];
  /** Those of the one whose property is `value`. */
  one(type: string, property: string, value: string): Properties;
}

/** Whatever CloudFormation takes. */
export type Properties = Readonly<ReturnType<Template['toJSON']>>;

/** @param account left out for a template that any account can take */
export function synthBotSide(changes: Partial<DeploymentSettings> = {}, account?: string): BotSide {
  const { settings } = loadCatalog(TEMPLATES);
  const plan = planDeployment({ ...settings, deployment: { ...settings.deployment, ...changes } });
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-synth-'));
  try {
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const env = { region: 'us-east-1', ...(account !== undefined && { account }) };
    const stack = new Stack(app, 'Test', { env });
    const { topicKey, dataKey: key } = new Encryption(stack, 'Encryption', { plan });
    const archive = new Archive(stack, 'Archive', { plan, key });
    const { logGroup } = new TrailLog(stack, 'TrailLog', { plan, key });
    const topics = new Topics(stack, 'Topics', { plan, key: topicKey });
    const queues = new Queues(stack, 'Queues', { alerts: topics.alerts });
    const { table } = new StateTable(stack, 'State', { plan });
    const { containment } = settings;
    const bundles = emptyBundles(folder);
    const places = { plan, bundles, queues, topics, archive, logGroup, topicKey, containment };
    const functions = new Functions(stack, 'Functions', places);
    new Outputs(stack, 'Outputs', { functions, archive, logGroup, topics, table });
    const template = Template.fromStack(stack);
    const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
    return readBotSide(
      template,
      violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readBotSide(template: Template, nagged: readonly string[]): BotSide {
  const all = (type: string) =>
    Object.values(template.findResources(type)).map(({ Properties: found }) => flatten(found) as Properties);
  return {
    template,
    nagged,
    all,
    one(type, property, value) {
      const [found, ...more] = all(type).filter((it) => it[property] === value);
      if (found === undefined || more.length > 0)
        throw new Error(`Not one ${type} with ${property} ${value}`);
      return found;
    },
  };
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
