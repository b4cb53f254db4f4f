// A server's role is stolen and used from outside to start coin miners in a Region where nobody looks.
import { ACCOUNT, AGENT, roleSession } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call } from './records.ts';
import type { Scenario } from './scenario.ts';
import { minutesBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'unused-region-miner';
const HOME = 'us-east-1';
const UNUSED = 'ap-southeast-1';
const SERVER = 'i-0f1e2d3c4b5a69788';
const GROUP = 'sg-0a9b8c7d6e5f40312';
const VPC = 'vpc-0d1e2f3a4b5c6d7e8';
const IMAGE = 'ami-0123456789abcdef0';
const MINERS = ['i-0aa11bb22cc33dd44', 'i-0aa11bb22cc33dd45', 'i-0aa11bb22cc33dd46', 'i-0aa11bb22cc33dd47'];

/** Keys of an instance come from its metadata service, which is where they are stolen from. */
function serverSession(since: Date) {
  return roleSession({ role: 'app-server', session: SERVER, since, context: { ec2RoleDelivery: '2.0' } });
}

export const unusedRegionMiner: Scenario = {
  id,
  title: 'Miners in an unused Region',
  description:
    'The role of a server is used from outside: SSH is opened to the world in a Region that nobody uses, and GPU instances start.',
  principals: [
    { kind: 'role', name: 'app-server', policies: ['AmazonEC2FullAccess'], instanceProfile: true },
  ],
  expect: { pages: ['security-group-changes', 'security-group-open-to-world', 'expensive-servers-launched'] },

  history(now) {
    const server = {
      userIdentity: serverSession(minutesBefore(now, 240)),
      sourceIPAddress: '198.51.100.20',
      userAgent: AGENT.boto3,
    };
    const days = onWorkdays(now, 60, [
      [
        6 * 60,
        call(server, 'ssm:GetParameters', {
          region: HOME,
          request: { names: ['/shop/database'], withDecryption: true },
        }),
      ],
      [18 * 60, call(server, 'sqs:ListQueues', { region: HOME })],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const thief = {
      userIdentity: serverSession(minutesBefore(now, 50)),
      sourceIPAddress: '203.0.113.180',
      userAgent: AGENT.boto3,
    };
    const region = UNUSED;
    return tellStory(id, now, [
      ...everydayCalls(now),
      [0, call(thief, 'sts:GetCallerIdentity')],
      [400, call(thief, 'ec2:DescribeRegions', { request: { regionSet: {}, allRegions: true } })],
      [900, call(thief, 'ec2:DescribeVpcs', { region, request: { vpcSet: {}, filterSet: {} } })],
      [
        1_400,
        call(thief, 'ec2:CreateKeyPair', {
          region,
          request: { keyName: 'k1', keyType: 'rsa', keyFormat: 'pem' },
          response: {
            keyName: 'k1',
            keyPairId: 'key-0b1c2d3e4f5a69780',
            keyMaterial: '<sensitiveDataRemoved>',
          },
        }),
      ],
      [
        1_900,
        call(thief, 'ec2:CreateSecurityGroup', {
          region,
          request: { groupName: 'default-web', groupDescription: 'web', vpcId: VPC },
          response: { _return: true, groupId: GROUP },
        }),
      ],
      [
        2_500,
        call(thief, 'ec2:AuthorizeSecurityGroupIngress', {
          region,
          request: sshFromAnywhere(),
          response: { _return: true },
        }),
      ],
      [
        3_400,
        call(thief, 'ec2:RunInstances', {
          region,
          request: runInstances('p4d.24xlarge', 8),
          error: {
            code: 'Client.VcpuLimitExceeded',
            message:
              'You have requested more vCPU capacity than your current vCPU limit of 192 allows for the instance bucket that the specified instance type belongs to.',
          },
        }),
      ],
      [
        4_300,
        call(thief, 'ec2:RunInstances', {
          region,
          request: runInstances('g5.12xlarge', MINERS.length),
          response: started('g5.12xlarge'),
        }),
      ],
      [
        5_200,
        call(thief, 'ec2:ModifyInstanceAttribute', {
          region,
          request: { instanceId: MINERS[0], disableApiTermination: { value: true } },
          response: { _return: true },
        }),
      ],
    ]);
  },
};

function sshFromAnywhere() {
  const rule = {
    ipProtocol: 'tcp',
    fromPort: 22,
    toPort: 22,
    groups: {},
    ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
    ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] },
    prefixListIds: {},
  };
  return { groupId: GROUP, ipPermissions: { items: [rule] } };
}

function runInstances(instanceType: string, count: number) {
  return {
    instancesSet: { items: [{ imageId: IMAGE, minCount: count, maxCount: count, keyName: 'k1' }] },
    userData: '<sensitiveDataRemoved>',
    instanceType,
    groupSet: { items: [{ groupId: GROUP }] },
    blockDeviceMapping: {},
    monitoring: { enabled: false },
    disableApiTermination: false,
  };
}

function started(instanceType: string) {
  const items = MINERS.map((instanceId) => ({
    instanceId,
    imageId: IMAGE,
    instanceState: { code: 0, name: 'pending' },
    instanceType,
    keyName: 'k1',
    vpcId: VPC,
  }));
  return { reservationId: 'r-0c1d2e3f4a5b69780', ownerId: ACCOUNT, groupSet: {}, instancesSet: { items } };
}
