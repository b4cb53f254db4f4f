// A stack's update as it should be: the deployment role asks, CloudFormation works with its session.
import { AGENT, githubSession } from './callers.ts';
import { RUNNER } from './everyday-calls.ts';
import { call, type Draft } from './records.ts';

const REGION = 'eu-west-1';
const ROLE = 'github-deploy';

/** With their milliseconds from the start. The service says in `invokedBy` that it acts for the session. */
export function cloudFormationCalls(now: Date): readonly (readonly [number, Draft])[] {
  const region = REGION;
  const session = githubSession(ROLE, now);
  const deployer = { userIdentity: session, sourceIPAddress: RUNNER, userAgent: AGENT.cliOnLinux };
  const cloudFormation = {
    userIdentity: { ...session, invokedBy: 'cloudformation.amazonaws.com' },
    sourceIPAddress: 'cloudformation.amazonaws.com',
    userAgent: 'cloudformation.amazonaws.com',
  };
  const roleName = 'newsletter-task';
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' }],
  });
  return [
    [
      2_350,
      call(deployer, 'cloudformation:UpdateStack', {
        region,
        request: { stackName: 'newsletter', capabilities: ['CAPABILITY_IAM'] },
      }),
    ],
    [
      2_850,
      call(cloudFormation, 'iam:CreateRole', { request: { roleName, assumeRolePolicyDocument: trust } }),
    ],
    [
      3_150,
      call(cloudFormation, 'iam:PutRolePolicy', {
        request: { roleName, policyName: 'send', policyDocument: policy },
      }),
    ],
    [
      3_400,
      call(cloudFormation, 'lambda:UpdateFunctionConfiguration20150331v2', {
        region,
        request: { functionName: 'newsletter', timeout: 30 },
      }),
    ],
    [
      4_100,
      call(cloudFormation, 'ec2:ReplaceRoute', {
        region,
        request: {
          routeTableId: 'rtb-0a1b2c3d4e5f60719',
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: 'nat-0a1b2c3d4e5f60719',
        },
        response: { _return: true },
      }),
    ],
    [
      4_400,
      call(deployer, 'cloudformation:DescribeStackEvents', { region, request: { stackName: 'newsletter' } }),
    ],
  ];
}
