// Policies that AWS keeps in every account: the ones a scenario or a person at the CLI is likely to name.
import { createHash } from 'node:crypto';
import type { Policy } from './iam-directory.ts';

/** What the sandbox can be asked for of the policies that AWS attaches to a leaked key; the real lists are longer. */
const QUARANTINE = {
  Effect: 'Deny',
  Action: [
    'cloudtrail:LookupEvents',
    'iam:AttachRolePolicy',
    'iam:AttachUserPolicy',
    'iam:CreateAccessKey',
    'iam:CreateInstanceProfile',
    'iam:CreateLoginProfile',
    'iam:CreateRole',
    'iam:CreateUser',
    'iam:DetachUserPolicy',
    'iam:PutRolePolicy',
    'iam:PutUserPermissionsBoundary',
    'iam:PutUserPolicy',
    'iam:UpdateAccessKey',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateLoginProfile',
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:DeleteObject',
    's3:ListAllMyBuckets',
    's3:PutBucketPolicy',
    's3:PutLifecycleConfiguration',
  ],
  Resource: '*',
};

/** Name with its path, as in the ARN. */
const NAMES = [
  'AdministratorAccess',
  'AmazonDynamoDBFullAccess',
  'AmazonEC2FullAccess',
  'AmazonEC2ReadOnlyAccess',
  'AmazonRDSFullAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSNSFullAccess',
  'AmazonSQSFullAccess',
  'AmazonSSMManagedInstanceCore',
  'AmazonVPCFullAccess',
  'AWSCloudTrail_FullAccess',
  'AWSCloudTrail_ReadOnlyAccess',
  'AWSCompromisedKeyQuarantineV2',
  'AWSCompromisedKeyQuarantineV3',
  'AWSDenyAll',
  'AWSLambda_FullAccess',
  'AWSSupportAccess',
  'CloudWatchFullAccess',
  'CloudWatchLogsFullAccess',
  'CloudWatchLogsReadOnlyAccess',
  'CloudWatchReadOnlyAccess',
  'IAMFullAccess',
  'IAMReadOnlyAccess',
  'IAMUserChangePassword',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'job-function/Billing',
  'job-function/ViewOnlyAccess',
  'service-role/AWSLambdaBasicExecutionRole',
];

const KNOWN_STATEMENTS: ReadonlyMap<string, readonly object[]> = new Map([
  ['AdministratorAccess', [{ Effect: 'Allow', Action: '*', Resource: '*' }]],
  ['AmazonS3FullAccess', [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' }]],
  [
    'AmazonS3ReadOnlyAccess',
    [
      {
        Effect: 'Allow',
        Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'],
        Resource: '*',
      },
    ],
  ],
  ['AmazonSQSFullAccess', [{ Effect: 'Allow', Action: ['sqs:*'], Resource: '*' }]],
  ['AWSCompromisedKeyQuarantineV2', [QUARANTINE]],
  ['AWSCompromisedKeyQuarantineV3', [QUARANTINE]],
  ['AWSDenyAll', [{ Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' }]],
  [
    'AWSCloudTrail_ReadOnlyAccess',
    [
      {
        Effect: 'Allow',
        Action: ['cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'],
        Resource: '*',
      },
    ],
  ],
  [
    'IAMReadOnlyAccess',
    [
      {
        Effect: 'Allow',
        Action: [
          'iam:GenerateCredentialReport',
          'iam:GenerateServiceLastAccessedDetails',
          'iam:Get*',
          'iam:List*',
          'iam:SimulateCustomPolicy',
          'iam:SimulatePrincipalPolicy',
        ],
        Resource: '*',
      },
    ],
  ],
  [
    'PowerUserAccess',
    [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  ],
  [
    'service-role/AWSLambdaBasicExecutionRole',
    [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  ],
]);

/** Too much rather than too little: a person at the CLI is not refused for what the sandbox does not know. */
const UNKNOWN = { Sid: 'UnknownToTheSandboxSoItAllowsAll', Effect: 'Allow', Action: '*', Resource: '*' };

export const AWS_MANAGED_POLICIES: readonly Policy[] = NAMES.map((pathAndName) => {
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const statements = KNOWN_STATEMENTS.get(pathAndName);
  return {
    arn: `arn:aws:iam::aws:policy/${pathAndName}`,
    name,
    path: `/${pathAndName.slice(0, -name.length)}`,
    id: `ANPA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`,
    document: JSON.stringify({ Version: '2012-10-17', Statement: statements ?? [UNKNOWN] }),
    description:
      statements === undefined
        ? 'The sandbox does not know what this policy says: here it allows everything.'
        : undefined,
    createdAt: new Date('2015-02-06T18:39:46Z'),
  };
});
