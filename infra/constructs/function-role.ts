// The role of one function: what the permissions say and nothing else, with each wildcard explained.
import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { FUNCTIONS, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import type { PermissionPlace } from '../../bot/domain/deployment/permission-place.ts';
import { permissionsOf } from '../../bot/domain/deployment/permissions.ts';
import { ALERT_TOPIC } from '../../bot/domain/naming.ts';
import type { ContainmentSettings } from '../../bot/domain/settings.ts';
import type { Archive } from './archive.ts';
import { explainWildcards } from './wildcards.ts';

export interface FunctionPlace {
  readonly plan: DeploymentPlan;
  readonly archive: Archive;
  readonly topicKey: IKey;
  readonly containment: ContainmentSettings;
}

/** Constructs that would add to its policy cannot: hand out `role.withoutPolicyUpdates()`. */
export function createFunctionRole(scope: Construct, name: FunctionName, place: FunctionPlace): Role {
  const { name: roleName, does: description } = FUNCTIONS[name];
  const document = permissionsOf(name, permissionPlace(scope, place));
  const role = new Role(scope, `${name}-role`, {
    roleName,
    description,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { permissions: PolicyDocument.fromJson(document) },
  });
  explainWildcards(role, document.Statement);
  return role;
}

function permissionPlace(scope: Construct, place: FunctionPlace): PermissionPlace {
  const { plan, archive, topicKey, containment } = place;
  const { partition, account, region } = Stack.of(scope);
  const isOthers = plan.existing.trail || plan.organizationId !== undefined;
  return {
    partition,
    accountId: account,
    region,
    logGroup: plan.logGroup,
    trailName: plan.trailName,
    trailAccountId: isOthers ? '*' : account,
    containment,
    topicKeyArn: topicKey.keyArn,
    archiveBucket: archive.bucket?.bucketName,
    alertTopicArn: plan.existing.topicArn ?? `arn:${partition}:sns:${region}:${account}:${ALERT_TOPIC}`,
  };
}
