// Users and roles of the sandbox's account that no scenario needs, each with something that a containment must mind.
import { PROTECTED_TAG } from '../../domain/naming.ts';
import type { Principal } from './provision-principals.ts';

/** As many as a user may have: one more cannot be attached. */
const TEN_POLICIES = [
  'AmazonDynamoDBFullAccess',
  'AmazonEC2ReadOnlyAccess',
  'AmazonRDSFullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSNSFullAccess',
  'AmazonSQSFullAccess',
  'AWSCloudTrail_ReadOnlyAccess',
  'CloudWatchReadOnlyAccess',
  'IAMReadOnlyAccess',
  'SecurityAudit',
];

export const RESIDENTS: readonly Principal[] = [
  // Never contained: templates/settings.yml names it.
  { kind: 'user', name: 'break-glass', policies: ['AdministratorAccess'], console: true },
  { kind: 'user', name: 'quota-full', policies: TEN_POLICIES, accessKeyIds: ['AKIA4EXAMPLEQUOTAFUL'] },
  {
    kind: 'user',
    name: 'protected-admin',
    policies: ['AdministratorAccess'],
    tags: { [PROTECTED_TAG]: 'yes' },
  },
  // Denying it stops a shop: servers and functions run with it.
  {
    kind: 'role',
    name: 'shop-backend',
    policies: ['AmazonDynamoDBFullAccess', 'AmazonSQSFullAccess'],
    trusts: ['ec2.amazonaws.com', 'lambda.amazonaws.com'],
    instanceProfile: true,
  },
  // AWS lets nobody change a service-linked role.
  {
    kind: 'role',
    name: 'AWSServiceRoleForSupport',
    path: '/aws-service-role/support.amazonaws.com/',
    trusts: ['support.amazonaws.com'],
  },
];
