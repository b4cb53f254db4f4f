// A process with the sandbox in it and no bot, so that a measurement counts the bot alone. Started by start-sandbox.ts.
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Config } from '../../bot/entry/config.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { REAL } from '../../bot/sandbox/pace.ts';
import { provision } from '../../bot/sandbox/provision/provision.ts';
import { startSandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';

const [awsMs, slackMs] = process.argv.slice(2).map(Number);
const secrets = { botToken: 'xoxb-sandbox', signingSecret: 'a-secret-for-benchmarks' };
const nothing = async () => undefined;

const catalog = loadCatalog(TEMPLATES);
const region = catalog.settings.trail.homeRegion;
const aws = await startSandboxAws({ port: 0, pace: REAL, region, latencyMs: awsMs ?? 0 });
const slack = await startSandboxSlack({
  port: 0,
  signingSecret: secrets.signingSecret,
  latencyMs: slackMs ?? 0,
  rateLimits: false,
  ingress: async () => ({ status: 503, body: '' }),
  scenarios: [],
  fireScenario: nothing,
  dropFile: async () => ({ records: 0, skipped: 0 }),
});
// Without detections no alarm of the sandbox's own goes off: the benchmark hands the bot what it measures.
const made = await provision({
  endpoint: aws.url,
  region,
  catalog: { ...catalog, detections: [] },
  secrets,
  inside: aws,
});
const config: Config = {
  ...made,
  region,
  accountId: aws.accountId,
  table: TABLE,
  awsEndpoint: aws.url,
  slackApiUrl: `${slack.url}/api/`,
};

process.on('message', () => process.send?.({ aws: [...aws.calls], slack: slack.calls.list() }));
process.once('disconnect', () => process.exit());
process.send?.(config);
