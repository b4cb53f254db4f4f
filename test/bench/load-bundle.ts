// A process that loads one bundle and says how long it took. Started by measure-bundles.ts.
const [bundle = ''] = process.argv.slice(2);

// The ingress reads its parameters while it is loaded; how long AWS takes for it is not what is measured.
const parameters = [{ Name: '/trailbot/slack-signing-secret', Value: 'a-secret-for-benchmarks' }];
const text = async () => JSON.stringify({ Parameters: parameters });
Object.defineProperty(globalThis, 'fetch', { value: async () => ({ ok: true, text }) });
Object.assign(process.env, {
  // Nobody listens there: what a bundle asks of AWS while it is loaded is not waited for.
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  TRAILBOT_ACCOUNT_ID: '123456789012',
  TRAILBOT_TABLE: 'trailbot',
  ...Object.fromEntries(
    ['ALERT', 'JOB', 'CONTAIN', 'RELEASE', 'REVOKE'].map((queue) => [
      `TRAILBOT_${queue}_QUEUE_URL`,
      `https://sqs.us-east-1.amazonaws.com/123456789012/${queue.toLowerCase()}`,
    ]),
  ),
  TRAILBOT_ESCALATION_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:trailbot-escalations',
  TRAILBOT_BOT_TOKEN_PARAMETER: '/trailbot/slack-bot-token',
  TRAILBOT_SIGNING_SECRET_PARAMETER: '/trailbot/slack-signing-secret',
});

const begun = performance.now();
const { handler } = (await import(bundle)) as { readonly handler?: unknown };
const took = performance.now() - begun;
if (typeof handler !== 'function') throw new Error(`${bundle} has no handler.`);
process.once('disconnect', () => process.exit());
process.send?.(took);
