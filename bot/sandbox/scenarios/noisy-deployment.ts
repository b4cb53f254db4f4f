// A deployment role lost a permission: its tool tries again and again, five hundred refused calls in seconds.
import { ACCOUNT, AGENT, githubSession } from './callers.ts';
import { RUNNER } from './everyday-calls.ts';
import { call, refused } from './records.ts';
import type { Scenario } from './scenario.ts';
import { minutesBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'noisy-deployment';
const ROLE = 'github-deploy-web';
const REGION = 'eu-west-1';
const CALLS = 500;
const BURSTS = 10;
const BURST_EVERY_MS = 400;
const SERVICE = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/shop/web`;
const TRIED = [
  ['ecs:UpdateService', SERVICE],
  ['ecs:RegisterTaskDefinition', '*'],
  [
    'elasticloadbalancing:ModifyListener',
    `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/shop/1a2b3c/4d5e6f`,
  ],
  ['ssm:GetParameters', `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/shop/web`],
  ['logs:DescribeLogGroups', '*'],
] as const;

export const noisyDeployment: Scenario = {
  id,
  title: 'A deployment fails loudly',
  description:
    '500 refused calls in seconds by a broken deployment role: for the daily review, not for the night.',
  principals: [{ kind: 'role', name: ROLE }],
  expect: { pages: [], quiet: true },

  history(now) {
    const before = pipeline(minutesBefore(now, 1_440));
    const days = onWorkdays(now, 60, [
      [10 * 60, call(before, 'ecs:RegisterTaskDefinition', { region: REGION, request: { family: 'web' } })],
      [
        10 * 60 + 1,
        call(before, 'ecs:UpdateService', { region: REGION, request: { cluster: 'shop', service: 'web' } }),
      ],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const broken = pipeline(minutesBefore(now, 2));
    const drafts = TRIED.map(([what, resource]) =>
      call(broken, what, { region: REGION, error: refused(broken, what, resource) }),
    );
    const perBurst = CALLS / BURSTS;
    return tellStory(
      id,
      now,
      Array.from({ length: BURSTS }, (_, burst) =>
        Array.from({ length: perBurst / drafts.length }, () => drafts)
          .flat()
          .map((draft) => [burst * BURST_EVERY_MS, draft] as const),
      ).flat(),
    );
  },
};

function pipeline(since: Date) {
  return { userIdentity: githubSession(ROLE, since), sourceIPAddress: RUNNER, userAgent: AGENT.terraform };
}
