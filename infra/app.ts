// The CDK app: settings and templates become the plan, the functions' bundles, and the stack.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { loadCatalog } from '../bot/catalog/load-catalog.ts';
import { planDeployment } from '../bot/domain/deployment/plan-deployment.ts';
import { STACK_NAME } from '../bot/domain/deployment/stack-template.ts';
import { writeBundles } from './bundle/write-bundles.ts';
import { TrailbotStack } from './trailbot-stack.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

// A dry run has templates of its own, and leaves nothing behind.
const { values: from } = parseArgs({ options: { templates: { type: 'string' }, out: { type: 'string' } } });
const outdir = from.out ?? join(ROOT, 'cdk.out');
const catalog = loadCatalog(from.templates ?? join(ROOT, 'templates'));
const plan = planDeployment(catalog.settings);
const bundles = await writeBundles(catalog, join(outdir, 'bundles'));
const app = new App({ outdir });
const { accountId: account, region } = plan;
new TrailbotStack(app, STACK_NAME, { plan, catalog, bundles, env: { ...(account && { account }), region } });
app.synth();
