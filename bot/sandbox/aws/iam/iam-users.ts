// IAM's operations on users, their tags and their passwords.
import { AwsFault, type Input, type Service } from '../call.ts';
import { flagOf, textOf, textsOf } from '../input-members.ts';
import { conflict, noSuchEntity, pageOf, renderTags, requiredText, tagsOf } from './iam-check.ts';
import { boundaryOf, type Directory, findUser, findUserOrCaller, type User } from './iam-directory.ts';
import { newPrincipal } from './iam-principal.ts';

export function userOperations(directory: Directory): Service {
  const { users, clock } = directory;

  function passwordOf(user: User): NonNullable<User['password']> {
    if (user.password !== undefined) return user.password;
    throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
  }

  return {
    CreateUser(input) {
      const user: User = {
        ...newPrincipal(input, 'user', directory),
        keys: new Map(),
        password: undefined,
      };
      users.set(user.name.toLowerCase(), user);
      return { User: renderUser(user) };
    },
    GetUser: (input, call) => ({ User: renderUser(findUserOrCaller(directory, input, call)) }),
    ListUsers(input) {
      const prefix = textOf(input, 'PathPrefix') ?? '/';
      const found = [...users.values()].filter((it) => it.path.startsWith(prefix)).sort(byName);
      return pageOf(
        found.map(({ tags: _tags, ...user }) => renderUser({ ...user, tags: new Map() })),
        'Users',
        input,
      );
    },
    DeleteUser(input) {
      const user = findUser(directory, input);
      const first = [
        [user.keys.size > 0, 'must delete access keys first.'],
        [user.password !== undefined, 'must delete login profile first.'],
        [user.attached.size > 0, 'must detach all policies first.'],
        [user.inline.size > 0, 'must delete policies first.'],
      ].find(([stands]) => stands);
      if (first !== undefined) throw conflict('DeleteConflict', `Cannot delete entity, ${first[1]}`);
      users.delete(user.name.toLowerCase());
    },
    TagUser(input) {
      const user = findUser(directory, input);
      for (const [key, value] of tagsOf(input)) user.tags.set(key, value);
    },
    UntagUser(input) {
      const user = findUser(directory, input);
      for (const key of textsOf(input, 'TagKeys')) user.tags.delete(key);
    },
    ListUserTags: (input) => pageOf(renderTags(findUser(directory, input).tags) ?? [], 'Tags', input),
    ListMFADevices(input, call) {
      if (input.UserName !== undefined) findUserOrCaller(directory, input, call);
      return pageOf([], 'MFADevices', input);
    },
    ListGroupsForUser(input) {
      findUser(directory, input);
      return pageOf([], 'Groups', input);
    },
    CreateLoginProfile(input, call) {
      const user = findUserOrCaller(directory, input, call);
      if (user.password !== undefined) {
        throw conflict('EntityAlreadyExists', `Login Profile for user ${user.name} already exists.`);
      }
      checkPassword(requiredText(input, 'Password'));
      user.password = {
        createdAt: clock.now(),
        resetRequired: flagOf(input, 'PasswordResetRequired') ?? false,
      };
      return { LoginProfile: renderProfile(user.name, user.password) };
    },
    GetLoginProfile(input, call) {
      const user = findUserOrCaller(directory, input, call);
      return { LoginProfile: renderProfile(user.name, passwordOf(user)) };
    },
    UpdateLoginProfile(input) {
      const password = passwordOf(findUser(directory, input));
      if (input.Password !== undefined) checkPassword(requiredText(input, 'Password'));
      password.resetRequired = flagOf(input, 'PasswordResetRequired') ?? password.resetRequired;
    },
    DeleteLoginProfile(input, call) {
      const user = findUserOrCaller(directory, input, call);
      passwordOf(user);
      user.password = undefined;
    },
  };
}

export function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name.toLowerCase() < right.name.toLowerCase() ? -1 : 1;
}

function renderUser(user: User): Input {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createdAt,
    PermissionsBoundary: boundaryOf(user),
    Tags: renderTags(user.tags),
  };
}

function renderProfile(userName: string, password: NonNullable<User['password']>): Input {
  return {
    UserName: userName,
    CreateDate: password.createdAt,
    PasswordResetRequired: password.resetRequired,
  };
}

/** The default policy of an account without one of its own. */
function checkPassword(password: string): void {
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (password.length >= 8 && kinds >= 3) return;
  throw new AwsFault(
    'PasswordPolicyViolation',
    'Password should have a minimum length of 8 and have at least 3 of: uppercase, lowercase, number, symbol',
  );
}
