// Makes CloudTrail records as a company's log holds them, the same ones on every run: nearly all routine, a few not.
import { ACCOUNT, assumedRole, consoleLogin, iamUser, record, refused, root } from '../support/records.ts';

type Fields = Readonly<Record<string, unknown>>;
type Random = () => number;

/** How often each kind comes, in a thousand. About 20 of them are what some detection counts. */
const KINDS: readonly (readonly [number, (random: Random) => Fields])[] = [
  [250, (random) => readBy(assumedRole('backend', `i-${hex(random, 17)}`), random)],
  [180, (random) => byService(random)],
  [160, (random) => readBy(assumedRole('monitoring', 'datadog'), random)],
  [130, (random) => readBy(iamUser(pick(PEOPLE, random)), random)],
  [120, (random) => assumeRole(random)],
  [80, (random) => decrypt(random)],
  [40, (random) => logStream(random)],
  [20, (random) => tagged(random)],
  [10, (random) => refused(readBy(assumedRole('deploy', 'github'), random))],
  [4, (random) => change('iam', 'AttachRolePolicy', { roleName: pick(ROLES, random), policyArn: POLICY })],
  [2, (random) => change('ec2', 'AuthorizeSecurityGroupIngress', openPort(random))],
  [
    2,
    (random) => change('s3', 'PutBucketPolicy', { bucketName: `assets-${hex(random, 6)}`, bucketPolicy: {} }),
  ],
  [
    1,
    () =>
      consoleLogin({ errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } }),
  ],
  [1, () => consoleLogin({ userIdentity: root() })],
];

const READS: readonly (readonly [string, string])[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeNetworkInterfaces'],
  ['ec2', 'DescribeVolumes'],
  ['monitoring', 'DescribeAlarms'],
  ['rds', 'DescribeDBInstances'],
  ['s3', 'GetBucketAcl'],
  ['s3', 'ListBuckets'],
  ['iam', 'GetRole'],
  ['iam', 'ListAttachedRolePolicies'],
  ['lambda', 'GetFunction20150331v2'],
  ['lambda', 'ListFunctions20150331'],
  ['ecs', 'DescribeServices'],
  ['elasticloadbalancing', 'DescribeTargetHealth'],
  ['ssm', 'GetParameter'],
  ['dynamodb', 'DescribeTable'],
  ['cloudformation', 'DescribeStacks'],
];
const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin'];
const ROLES = ['backend', 'monitoring', 'deploy', 'reporting'];
const SERVICES = ['config', 'autoscaling', 'ecs', 'elasticloadbalancing', 'cloudtrail'];
const REGIONS = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'eu-north-1'];
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/reports`;
const AGENTS = [
  'aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.0',
  'Boto3/1.40.35 md/Botocore#1.40.35 ua/2.1 os/linux#6.12 md/arch#x86_64 lang/python#3.13.7 cfg/retry-mode#standard',
  'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1 aws-sdk-go-v2/1.39.2',
  'aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/macos#25.1.0 md/arch#arm64 lang/python#3.13.7',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
];

/** JSON texts, as the log group delivers them. @param skip - how many come before these in the log */
export function generateRecords(count: number, skip = 0): readonly string[] {
  const random = seeded(20_261_122 + skip);
  const from = Date.parse('2026-11-22T00:00:00Z');
  return Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      ...kindAt(random() * 1_000)(random),
      eventTime: `${new Date(from + (skip + at) * 800).toISOString().slice(0, 19)}Z`,
      awsRegion: pick(REGIONS, random),
      requestID: uuid(random),
      eventID: uuid(random),
    }),
  );
}

function kindAt(place: number): (random: Random) => Fields {
  let upTo = 0;
  for (const [weight, make] of KINDS) {
    upTo += weight;
    if (place < upTo) return make;
  }
  return () => record();
}

function readBy(userIdentity: Fields, random: Random): Fields {
  const [service, eventName] = pick(READS, random);
  return record({
    userIdentity,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    userAgent: pick(AGENTS, random),
    sourceIPAddress: `198.51.100.${Math.floor(random() * 256)}`,
    requestParameters: {
      maxResults: 100,
      filterSet: { items: [{ name: 'tag:team', valueSet: { items: [] } }] },
    },
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  });
}

function byService(random: Random): Fields {
  const service = `${pick(SERVICES, random)}.amazonaws.com`;
  return {
    ...readBy({ ...assumedRole('AWSServiceRole', 'service'), invokedBy: service }, random),
    sourceIPAddress: service,
    userAgent: service,
  };
}

function assumeRole(random: Random): Fields {
  const role = pick(ROLES, random);
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${role}`;
  return record({
    userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    sourceIPAddress: 'ec2.amazonaws.com',
    userAgent: 'ec2.amazonaws.com',
    requestParameters: { roleArn, roleSessionName: `i-${hex(random, 17)}`, durationSeconds: 21_600 },
    responseElements: {
      credentials: { accessKeyId: `ASIA${hex(random, 16)}`, expiration: 'Nov 22, 2026, 8:03:11 PM' },
      assumedRoleUser: { assumedRoleId: `AROAEXAMPLE:${role}`, arn: roleArn },
    },
    resources: [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: roleArn }],
  });
}

function decrypt(random: Random): Fields {
  const ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${uuid(random)}`;
  return {
    ...readBy(assumedRole('backend', 'service'), random),
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    requestParameters: { encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::assets-${hex(random, 6)}` } },
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN }],
  };
}

function logStream(random: Random): Fields {
  const logStreamName = `2026/11/22/[$LATEST]${hex(random, 32)}`;
  return change('logs', 'CreateLogStream', { logGroupName: '/aws/lambda/reports', logStreamName });
}

function tagged(random: Random): Fields {
  const tagSet = { items: [{ key: 'team', value: 'payments' }] };
  return change('ec2', 'CreateTags', {
    resourcesSet: { items: [{ resourceId: `i-${hex(random, 17)}` }] },
    tagSet,
  });
}

function openPort(random: Random): Fields {
  const groupId = `sg-${hex(random, 17)}`;
  const ipRanges = { items: [{ cidrIp: '203.0.113.0/24' }] };
  const items = [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, groups: {}, ipRanges, ipv6Ranges: {} }];
  return { groupId, ipPermissions: { items } };
}

function change(service: string, eventName: string, requestParameters: Fields): Fields {
  return record({
    userIdentity: assumedRole('deploy', 'github'),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    userAgent: AGENTS[2],
    requestParameters,
    readOnly: false,
  });
}

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('there is nothing to pick from');
  return chosen;
}

function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) text += Math.floor(random() * 2 ** 32).toString(16);
  return text.slice(0, digits);
}

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-');
}

/** A linear congruential generator with the constants of Numerical Recipes: not good, always the same. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
