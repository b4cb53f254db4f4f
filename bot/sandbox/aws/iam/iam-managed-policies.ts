// Policies that AWS keeps in every account: the ones a scenario or a person at the CLI is likely to name.
import { createHash } from 'node:crypto';
import type { Policy } from './iam-directory.ts';

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

const KNOWN_DOCUMENTS: ReadonlyMap<string, object> = new Map([
  ['AdministratorAccess', { Effect: 'Allow', Action: '*', Resource: '*' }],
  ['AWSDenyAll', { Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' }],
]);

export const AWS_MANAGED_POLICIES: readonly Policy[] = NAMES.map((pathAndName) => {
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  const statement = KNOWN_DOCUMENTS.get(name);
  return {
    arn: `arn:aws:iam::aws:policy/${pathAndName}`,
    name,
    path: `/${pathAndName.slice(0, -name.length)}`,
    id: `ANPA${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`,
    document: statement && JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    description: undefined,
    createdAt: new Date('2015-02-06T18:39:46Z'),
  };
});
