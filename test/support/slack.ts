// The sandbox's Slack alone, for the tests of the Slack adapters.
import { type SandboxSlack, startSandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';

export function startSlack(): Promise<SandboxSlack> {
  return startSandboxSlack({
    port: 0,
    signingSecret: 'x',
    rateLimits: false,
    ingress: async () => ({ status: 200, body: '' }),
    scenarios: [],
    fireScenario: async () => undefined,
    dropFile: async () => ({ records: 0, skipped: 0 }),
  });
}
