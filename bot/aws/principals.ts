// Reads a user or role in IAM before it is contained, and after.
import { type EvaluationResult, type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import type { Principals } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { IamFor } from './iam-for.ts';
import { readRole } from './read-role.ts';
import { readUser } from './read-user.ts';

/** They read nothing that matters, and stand for all: what denies them explicitly denies everything. */
const SIMULATED = ['s3:ListAllMyBuckets', 'iam:ListUsers', 'ec2:DescribeInstances'];

export function createPrincipals(iamFor: IamFor): Principals {
  return {
    async read(target, detail = 'all') {
      const iam = iamFor(target.accountId);
      return target.kind === 'user' ? readUser(iam, target, detail) : readRole(iam, target, detail);
    },

    async isDenied(target, issuedAt) {
      const decisions = await simulate(iamFor(target.accountId), target.arn, issuedAt);
      return SIMULATED.every((action) => decisions.get(action) === true);
    },
  };
}

/** Action → whether it is denied. */
async function simulate(
  client: IAMClient,
  PolicySourceArn: string,
  issuedAt: Date | undefined,
): Promise<ReadonlyMap<string, boolean>> {
  const ContextEntries = issuedAt && [
    {
      ContextKeyName: 'aws:TokenIssueTime',
      ContextKeyType: 'date' as const,
      ContextKeyValues: [issuedAt.toISOString()],
    },
  ];
  const ask = { PolicySourceArn, ActionNames: SIMULATED, ResourceArns: ['*'], ContextEntries };
  return callAws('iam:SimulatePrincipalPolicy', async () => {
    const decisions = new Map<string, boolean>();
    for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, ask)) {
      for (const result of EvaluationResults) decisions.set(result.EvalActionName ?? '', isRefused(result));
    }
    return decisions;
  });
}

/**
 * What a boundary does not allow is not allowed whatever other policies say, and the simulator tells of an explicit
 * deny there only so: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PermissionsBoundaryDecisionDetail.html
 */
function isRefused({ EvalDecision, PermissionsBoundaryDecisionDetail }: EvaluationResult): boolean {
  return (
    EvalDecision === 'explicitDeny' ||
    PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false
  );
}
