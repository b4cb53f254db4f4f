// IAM's operations on access keys.
import { randomBytes } from 'node:crypto';
import { AwsFault, type Input, type Service } from '../call.ts';
import { conflict, noSuchEntity, pageOf, requiredText } from './iam-check.ts';
import {
  type AccessKey,
  type Directory,
  findUser,
  findUserOrCaller,
  newId,
  ownerOf,
  type User,
} from './iam-directory.ts';

const KEYS_PER_USER = 2;

export function accessKeyOperations(directory: Directory): Service {
  return {
    CreateAccessKey(input, call) {
      const user = findUserOrCaller(directory, input, call);
      if (user.keys.size >= KEYS_PER_USER) {
        throw conflict('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
      }
      const key: AccessKey = { id: newId('AKIA'), createdAt: directory.clock.now(), status: 'Active' };
      user.keys.set(key.id, key);
      const SecretAccessKey = randomBytes(30).toString('base64');
      return { AccessKey: { ...renderKey(user, key), SecretAccessKey } };
    },
    ListAccessKeys(input, call) {
      const user = findUserOrCaller(directory, input, call);
      const keys = [...user.keys.values()].map((key) => renderKey(user, key));
      return pageOf(keys, 'AccessKeyMetadata', input);
    },
    UpdateAccessKey(input) {
      const status = requiredText(input, 'Status');
      if (status !== 'Active' && status !== 'Inactive') {
        throw new AwsFault(
          'ValidationError',
          `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
        );
      }
      const user = userOfKey(input);
      const key = keyOf(user, input);
      directory.history.keep(user);
      key.status = status;
    },
    DeleteAccessKey(input) {
      const user = userOfKey(input);
      const { id } = keyOf(user, input);
      directory.history.keep(user);
      user.keys.delete(id);
      directory.deletedKeys.set(id, user);
    },
    GetAccessKeyLastUsed(input) {
      const id = requiredText(input, 'AccessKeyId');
      const owner = ownerOf(directory, id);
      if (owner === undefined) {
        throw new AwsFault(
          'AccessDenied',
          `User is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
          { status: 403 },
        );
      }
      const { at, service = 'N/A', region = 'N/A' } = owner.keys.get(id)?.lastUsed ?? {};
      const AccessKeyLastUsed = { LastUsedDate: at, ServiceName: service, Region: region };
      return { UserName: owner.name, AccessKeyLastUsed };
    },
  };

  /** Without a name, IAM goes by the key itself. */
  function userOfKey(input: Input): User {
    if (input.UserName !== undefined) return findUser(directory, input);
    const id = requiredText(input, 'AccessKeyId');
    const user = ownerOf(directory, id);
    if (user === undefined) throw noSuchKey(id);
    return user;
  }
}

function keyOf(user: User, input: Input): AccessKey {
  const id = requiredText(input, 'AccessKeyId');
  const key = user.keys.get(id);
  if (key === undefined) throw noSuchKey(id);
  return key;
}

function noSuchKey(id: string): AwsFault {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

function renderKey(user: User, key: AccessKey): Input {
  return { UserName: user.name, AccessKeyId: key.id, Status: key.status, CreateDate: key.createdAt };
}
