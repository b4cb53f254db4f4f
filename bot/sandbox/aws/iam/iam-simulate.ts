// IAM's policy simulator, by the policies as they are stored: it does not show whether a change is enforced yet.
import { AwsFault, type Input, type Service } from '../call.ts';
import { structuresOf, textOf, textsOf } from '../input-members.ts';
import { matchingStatements, type PolicyRequest } from './evaluate-policy.ts';
import { noSuchEntity, pageOf, requiredText } from './iam-check.ts';
import { keysOfCaller } from './iam-condition-keys.ts';
import type { Directory, Role, User } from './iam-directory.ts';
import { standingOf } from './iam-history.ts';
import { judge, type NamedPolicy, type Policies, policiesOf } from './iam-judge.ts';
import { byArn } from './iam-resource.ts';
import { policyFault, readPolicy } from './parse-policy.ts';

export function simulateOperations(directory: Directory): Service {
  return {
    SimulatePrincipalPolicy(input) {
      const principal = sourceOf(directory, input);
      const policies = simulated(directory, principal, input);
      const keys = keysOf(directory, principal, input);
      const resources = textsOf(input, 'ResourceArns');
      const results = actionsOf(input).flatMap((action) =>
        (resources.length === 0 ? ['*'] : resources).map((resource) =>
          resultOf(policies, { action, resource, keys }),
        ),
      );
      return pageOf(results, 'EvaluationResults', input);
    },
  };
}

function sourceOf(directory: Directory, input: Input): User | Role {
  const arn = requiredText(input, 'PolicySourceArn');
  const principal = byArn(directory, arn);
  if (principal !== undefined) return principal;
  if (!/^arn:aws[a-z-]*:iam::\d{12}:(user|role|group)\//.test(arn)) {
    throw new AwsFault(
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  }
  throw noSuchEntity(`No such entity: ${arn}`);
}

function actionsOf(input: Input): readonly string[] {
  const actions = textsOf(input, 'ActionNames');
  const wrong = actions.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9*]+$/.test(action));
  if (actions.length === 0 || wrong !== undefined) {
    throw new AwsFault('InvalidInput', `Invalid Action: ${wrong ?? 'there is none'}`);
  }
  return actions;
}

/** The stored policies, with those that the call adds. */
function simulated(directory: Directory, principal: User | Role, input: Input): Policies {
  const owner = `${principal.kind}_${principal.name}`;
  const { identity, boundary } = policiesOf(directory, standingOf(principal), owner);
  const boundaries = textsOf(input, 'PermissionsBoundaryPolicyInputList');
  return {
    identity: [...identity, ...given(textsOf(input, 'PolicyInputList'), 'PolicyInputList')],
    boundary: boundaries.length === 0 ? boundary : given(boundaries, 'PermissionsBoundaryPolicyInputList'),
  };
}

function given(texts: readonly string[], member: string): readonly NamedPolicy[] {
  return texts.map((text, index) => {
    const fault = policyFault(text, 'identity');
    if (fault !== undefined)
      throw new AwsFault('InvalidInput', `Document ${index + 1} of ${member}: ${fault}`);
    return { id: `${member}.${index + 1}`, document: readPolicy(text) };
  });
}

function keysOf(directory: Directory, principal: User | Role, input: Input): PolicyRequest['keys'] {
  const { arn, id } = principal;
  const caller = { directory, principal, accessKeyId: '', arn, id, session: undefined };
  const entries = structuresOf(input, 'ContextEntries').map(
    (entry) => [textOf(entry, 'ContextKeyName') ?? '', textsOf(entry, 'ContextKeyValues')] as const,
  );
  return new Map([...keysOfCaller(caller), ...entries]);
}

function resultOf(policies: Policies, request: PolicyRequest): Input {
  const { decision } = judge(policies, request);
  const all = [...policies.identity, ...(policies.boundary ?? [])];
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: decision,
    MatchedStatements: all.flatMap(({ id, document }) =>
      matchingStatements(document, request)
        .filter(
          ({ Effect }) => decision !== 'implicitDeny' && (Effect === 'Allow') === (decision === 'allowed'),
        )
        .map(() => ({ SourcePolicyId: id, SourcePolicyType: 'IAM Policy' })),
    ),
    MissingContextValues: [],
  };
}
