// What goes on in an account while something else happens: a deployment, a developer, a service at work.
import { AGENT, githubSession, OFFICE, ssoSession } from './callers.ts';
import { call, type Draft } from './records.ts';
import { minutesBefore } from './tell.ts';

/** GitHub's runners have other addresses every time. */
export const RUNNER = '203.0.113.118';

/** With their milliseconds from the start; none of them means anything. */
export function everydayCalls(now: Date): readonly (readonly [number, Draft])[] {
  const deployment = {
    userIdentity: githubSession('github-deploy', minutesBefore(now, 3)),
    sourceIPAddress: RUNNER,
    userAgent: AGENT.terraform,
  };
  const developer = {
    userIdentity: ssoSession('erin@example.com', 'Developer', minutesBefore(now, 95)),
    sourceIPAddress: OFFICE,
    userAgent: AGENT.chromeOnMac,
    inConsole: true as const,
  };
  const scaling = {
    userIdentity: { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' },
    sourceIPAddress: 'autoscaling.amazonaws.com',
    userAgent: 'autoscaling.amazonaws.com',
  };
  return [
    [450, call(developer, 'logs:DescribeLogGroups', { region: 'eu-west-1', request: { limit: 50 } })],
    [
      1_150,
      call(deployment, 'ecs:DescribeServices', {
        region: 'eu-west-1',
        request: { cluster: 'shop', services: ['checkout'] },
      }),
    ],
    [
      2_050,
      call(deployment, 'ecs:UpdateService', {
        region: 'eu-west-1',
        request: {
          cluster: 'shop',
          service: 'checkout',
          taskDefinition: 'checkout:214',
          forceNewDeployment: false,
        },
      }),
    ],
    [
      3_050,
      call(scaling, 'ec2:DescribeInstances', {
        region: 'eu-west-1',
        request: { instancesSet: { items: [{ instanceId: 'i-0a1b2c3d4e5f60718' }] }, filterSet: {} },
      }),
    ],
  ];
}
