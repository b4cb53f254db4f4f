// IAM's operations on managed policies: which there are, and what a principal may have attached or as its boundary.
import { AwsFault, type Input, type Service } from '../call.ts';
import { flagOf, textOf } from '../input-members.ts';
import {
  conflict,
  noSuchEntity,
  pageOf,
  pathOf,
  policyArnOf,
  policyDocumentOf,
  requiredName,
} from './iam-check.ts';
import {
  beginChange,
  type Directory,
  findPolicy,
  findRole,
  findUser,
  newId,
  type Policy,
  type Principal,
  type Role,
  type User,
} from './iam-directory.ts';
import { encodeDocument } from './iam-roles.ts';
import { byName } from './iam-users.ts';

/** The default quota; AWS raises it to 20 on request. */
const POLICIES_PER_PRINCIPAL = 10;

export function policyOperations(directory: Directory): Service {
  const { policies, users, roles, accountId, clock } = directory;
  const principals = (): Principal[] => [...users.values(), ...roles.values()];

  function attachable(arn: string): string {
    if (policies.has(arn)) return arn;
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }

  function attach(principal: User | Role, input: Input): void {
    beginChange(directory, principal);
    const arn = attachable(policyArnOf(input));
    if (principal.attached.has(arn)) return;
    if (principal.attached.size >= POLICIES_PER_PRINCIPAL) {
      const quota = principal.kind === 'user' ? 'PoliciesPerUser' : 'PoliciesPerRole';
      throw conflict('LimitExceeded', `Cannot exceed quota for ${quota}: ${POLICIES_PER_PRINCIPAL}`);
    }
    principal.attached.add(arn);
  }

  function detach(principal: User | Role, input: Input): void {
    beginChange(directory, principal);
    const arn = policyArnOf(input);
    if (!principal.attached.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  }

  function listAttached(principal: Principal, input: Input): Input {
    const prefix = textOf(input, 'PathPrefix') ?? '/';
    const found = [...principal.attached].flatMap((arn) => policies.get(arn) ?? []);
    const shown = found.filter((it) => it.path.startsWith(prefix));
    return pageOf(
      shown.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
      'AttachedPolicies',
      input,
    );
  }

  function putBoundary(principal: User | Role, input: Input): void {
    beginChange(directory, principal);
    principal.boundary = attachable(policyArnOf(input, 'PermissionsBoundary'));
  }

  function deleteBoundary(principal: User | Role): void {
    beginChange(directory, principal);
    if (principal.boundary === undefined) {
      throw noSuchEntity(
        `The ${principal.kind} with name ${principal.name} does not have a permission boundary.`,
      );
    }
    principal.boundary = undefined;
  }

  function render(policy: Policy): Input {
    return {
      PolicyName: policy.name,
      PolicyId: policy.id,
      Arn: policy.arn,
      Path: policy.path,
      DefaultVersionId: 'v1',
      AttachmentCount: principals().filter((it) => it.attached.has(policy.arn)).length,
      PermissionsBoundaryUsageCount: principals().filter((it) => it.boundary === policy.arn).length,
      IsAttachable: true,
      Description: policy.description,
      CreateDate: policy.createdAt,
      UpdateDate: policy.createdAt,
    };
  }

  return {
    AttachUserPolicy: (input) => attach(findUser(directory, input), input),
    AttachRolePolicy: (input) => attach(findRole(directory, input), input),
    DetachUserPolicy: (input) => detach(findUser(directory, input), input),
    DetachRolePolicy: (input) => detach(findRole(directory, input), input),
    ListAttachedUserPolicies: (input) => listAttached(findUser(directory, input), input),
    ListAttachedRolePolicies: (input) => listAttached(findRole(directory, input), input),
    PutUserPermissionsBoundary: (input) => putBoundary(findUser(directory, input), input),
    PutRolePermissionsBoundary: (input) => putBoundary(findRole(directory, input), input),
    DeleteUserPermissionsBoundary: (input) => deleteBoundary(findUser(directory, input)),
    DeleteRolePermissionsBoundary: (input) => deleteBoundary(findRole(directory, input)),
    CreatePolicy(input) {
      const name = requiredName(input, 'PolicyName');
      const path = pathOf(input);
      const arn = `arn:aws:iam::${accountId}:policy${path}${name}`;
      if (policies.has(arn))
        throw conflict(
          'EntityAlreadyExists',
          `A policy called ${name} already exists. Duplicate names are not allowed.`,
        );
      const document = policyDocumentOf(input, 'PolicyDocument', 'identity');
      const policy = {
        arn,
        name,
        path,
        id: newId('ANPA'),
        document,
        description: textOf(input, 'Description'),
        createdAt: clock.now(),
      };
      policies.set(arn, policy);
      return { Policy: render(policy) };
    },
    GetPolicy: (input) => ({ Policy: render(findPolicy(directory, input)) }),
    GetPolicyVersion(input) {
      const policy = findPolicy(directory, input);
      if (input.VersionId !== 'v1') {
        throw noSuchEntity(
          `Policy ${policy.arn} version ${textOf(input, 'VersionId') ?? ''} does not exist or is not attachable.`,
        );
      }
      const Document = encodeDocument(policy.document);
      return {
        PolicyVersion: { Document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: policy.createdAt },
      };
    },
    ListPolicies(input) {
      const scope = textOf(input, 'Scope') ?? 'All';
      const prefix = textOf(input, 'PathPrefix') ?? '/';
      const found = [...policies.values()].sort(byName).filter(({ arn, path }) => {
        const aws = arn.startsWith('arn:aws:iam::aws:');
        return path.startsWith(prefix) && (scope === 'All' || (scope === 'AWS') === aws);
      });
      const onlyAttached = flagOf(input, 'OnlyAttached') ?? false;
      const shown = found.map(render).filter((it) => !onlyAttached || it.AttachmentCount !== 0);
      return pageOf(shown, 'Policies', input);
    },
    DeletePolicy(input) {
      const { arn } = findPolicy(directory, input);
      if (arn.startsWith('arn:aws:iam::aws:'))
        throw new AwsFault('AccessDenied', `No permission to delete ${arn}`, { status: 403 });
      if (principals().some((it) => it.attached.has(arn) || it.boundary === arn)) {
        throw conflict('DeleteConflict', 'Cannot delete a policy attached to entities.');
      }
      policies.delete(arn);
    },
  };
}
