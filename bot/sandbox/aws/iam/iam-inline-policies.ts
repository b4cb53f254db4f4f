// IAM's operations on inline policies of users and roles.
import type { Input, Service } from '../call.ts';
import { noSuchEntity, pageOf, policyDocumentOf, requiredName } from './iam-check.ts';
import {
  beginChange,
  type Directory,
  findRole,
  findUser,
  type Principal,
  type Role,
  type User,
} from './iam-directory.ts';
import { encodeDocument } from './iam-roles.ts';

export function inlinePolicyOperations(directory: Directory): Service {
  return {
    PutUserPolicy: (input) => put(directory, findUser(directory, input), input),
    PutRolePolicy: (input) => put(directory, findRole(directory, input), input),
    GetUserPolicy: (input) => get(findUser(directory, input), input),
    GetRolePolicy: (input) => get(findRole(directory, input), input),
    DeleteUserPolicy: (input) => remove(directory, findUser(directory, input), input),
    DeleteRolePolicy: (input) => remove(directory, findRole(directory, input), input),
    ListUserPolicies: (input) => list(findUser(directory, input), input),
    ListRolePolicies: (input) => list(findRole(directory, input), input),
  };
}

function put(directory: Directory, principal: User | Role, input: Input): void {
  beginChange(directory, principal);
  const document = policyDocumentOf(input, 'PolicyDocument', 'identity');
  principal.inline.set(requiredName(input, 'PolicyName'), document);
}

function get(principal: Principal, input: Input): Input {
  const PolicyName = requiredName(input, 'PolicyName');
  const document = principal.inline.get(PolicyName);
  if (document === undefined) throw notThere(principal, PolicyName);
  const owner = principal.kind === 'user' ? 'UserName' : 'RoleName';
  return { [owner]: principal.name, PolicyName, PolicyDocument: encodeDocument(document) };
}

function remove(directory: Directory, principal: User | Role, input: Input): void {
  beginChange(directory, principal);
  const name = requiredName(input, 'PolicyName');
  if (!principal.inline.delete(name)) throw notThere(principal, name);
}

function list(principal: Principal, input: Input): Input {
  return pageOf([...principal.inline.keys()].toSorted(), 'PolicyNames', input);
}

function notThere(principal: Principal, name: string) {
  return noSuchEntity(`The ${principal.kind} policy with name ${name} cannot be found.`);
}
