// Validates the members of IAM calls and words the refusals as IAM does.
import { AwsFault, type Input } from '../call.ts';
import { integerOf, structuresOf, textOf } from '../input-members.ts';
import { type PolicyShape, policyFault } from './parse-policy.ts';

const NAME = /^[\w+=,.@-]+$/;
const MAX_TAGS = 50;

/** @throws AwsFault `ValidationError` */
export function requiredText(input: Input, member: string): string {
  const value = textOf(input, member);
  if (value !== undefined) return value;
  throw constraint('null', member, 'Member must not be null');
}

/** A name of at most 64 characters, of a policy or an instance profile 128. @throws AwsFault `ValidationError` */
export function requiredName(
  input: Input,
  member: 'UserName' | 'RoleName' | 'PolicyName' | 'InstanceProfileName',
): string {
  const name = requiredText(input, member);
  const limit = member === 'PolicyName' || member === 'InstanceProfileName' ? 128 : 64;
  if (name.length < 1) {
    throw constraint(`'${name}'`, member, 'Member must have length greater than or equal to 1');
  }
  if (name.length > limit) {
    throw constraint(`'${name}'`, member, `Member must have length less than or equal to ${limit}`);
  }
  if (!NAME.test(name)) {
    throw new AwsFault(
      'ValidationError',
      `The specified value for ${lowerFirst(member)} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return name;
}

/** `/` when left out. @throws AwsFault `ValidationError` */
export function pathOf(input: Input): string {
  const path = textOf(input, 'Path') ?? '/';
  if (path.length <= 512 && /^\/([!-.0-~]+\/)*$/.test(path)) return path;
  throw new AwsFault(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

/** @throws AwsFault `InvalidInput`, `ValidationError` */
export function policyArnOf(input: Input, member = 'PolicyArn'): string {
  const arn = requiredText(input, member);
  if (arn.length < 20) {
    throw constraint(`'${arn}'`, member, 'Member must have length greater than or equal to 20');
  }
  if (!/^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy\/[!-~]{1,600}$/.test(arn)) {
    throw new AwsFault('InvalidInput', `ARN ${arn} is not valid.`);
  }
  return arn;
}

/** A policy document as it was sent. @throws AwsFault `MalformedPolicyDocument` */
export function policyDocumentOf(input: Input, member: string, shape: PolicyShape): string {
  const text = requiredText(input, member);
  const fault = policyFault(text, shape);
  if (fault !== undefined) throw new AwsFault('MalformedPolicyDocument', fault);
  return text;
}

export function tagsOf(input: Input): ReadonlyMap<string, string> {
  const tags = structuresOf(input, 'Tags').map((tag): [string, string] => [
    requiredText(tag, 'Key'),
    requiredText(tag, 'Value'),
  ]);
  if (tags.length > MAX_TAGS)
    throw new AwsFault('LimitExceeded', 'The number of tags has reached the maximum limit.', { status: 409 });
  return new Map(tags);
}

export function renderTags(tags: ReadonlyMap<string, string>): readonly Input[] | undefined {
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** One page of a list: `MaxItems` (100 when left out) from `Marker` on. @throws AwsFault `ValidationError` */
export function pageOf(items: readonly unknown[], member: string, input: Input): Input {
  const max = integerOf(input, 'MaxItems') ?? 100;
  if (!(max >= 1 && max <= 1_000)) {
    throw constraint(`'${max}'`, 'MaxItems', 'Member must have value between 1 and 1000');
  }
  const marker = textOf(input, 'Marker') ?? '0';
  if (!/^[0-9]{1,6}$/.test(marker)) throw new AwsFault('ValidationError', `Invalid Marker`);
  const end = Number(marker) + max;
  const truncated = end < items.length;
  return {
    [member]: items.slice(Number(marker), end),
    IsTruncated: truncated,
    Marker: truncated ? String(end) : undefined,
  };
}

export function noSuchEntity(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', message, { status: 404 });
}

/** For the codes that IAM answers with 409: `EntityAlreadyExists`, `LimitExceeded`, `DeleteConflict`. */
export function conflict(code: string, message: string): AwsFault {
  return new AwsFault(code, message, { status: 409 });
}

function constraint(value: string, member: string, rule: string): AwsFault {
  return new AwsFault(
    'ValidationError',
    `1 validation error detected: Value ${value} at '${lowerFirst(member)}' failed to satisfy constraint: ${rule}`,
  );
}

function lowerFirst(member: string): string {
  return member.slice(0, 1).toLowerCase() + member.slice(1);
}
