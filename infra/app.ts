// The CDK app: settings and templates become the plan, the functions' bundles, and the stack.
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { loadCatalog } from '../bot/catalog/load-catalog.ts';
import { planDeployment } from '../bot/domain/deployment/plan-deployment.ts';
import { writeBundles } from './bundle/write-bundles.ts';
import { TrailbotStack } from './trailbot-stack.ts';

const ROOT = new URL('../', import.meta.url);

const catalog = loadCatalog(new URL('templates/', ROOT));
const plan = planDeployment(catalog.settings);
const bundles = await writeBundles(catalog, fileURLToPath(new URL('cdk.out/bundles/', ROOT)));
const app = new App({ outdir: fileURLToPath(new URL('cdk.out/', ROOT)) });
const { accountId: account, region } = plan;
new TrailbotStack(app, 'Trailbot', { plan, catalog, bundles, env: { ...(account && { account }), region } });
app.synth();
