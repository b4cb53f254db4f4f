// One call to IAM: what it refuses in an expected way becomes an answer, the rest an error that says what to do.
import { type ErrorDetails, TrailbotError } from '../domain/errors.ts';
import { callAws } from './aws-error.ts';

export type IamRefusal =
  | 'NoSuchEntityException'
  | 'LimitExceededException'
  | 'EntityTemporarilyUnmodifiableException';

/**
 * @param answers what a refusal means here, by its name.
 * @throws TrailbotError as {@link callAws}; `aws_denied` also for a role that only AWS changes.
 */
export async function callIam<T, A = never>(
  action: string,
  call: () => Promise<T>,
  answers: { readonly [refusal in IamRefusal]?: A } = {},
): Promise<T | A> {
  try {
    return await callAws(action, call);
  } catch (error) {
    const name = nameOfCause(error);
    if (isAnswered(answers, name)) return answers[name] as A;
    const details = explain(action, name);
    throw details ? new TrailbotError({ ...details, cause: error }) : error;
  }
}

function isAnswered(answers: object, name: string | undefined): name is IamRefusal {
  return name !== undefined && Object.hasOwn(answers, name);
}

function nameOfCause(error: unknown): string | undefined {
  return error instanceof TrailbotError && error.cause instanceof Error ? error.cause.name : undefined;
}

/** What IAM refuses for reasons of its own, where nobody expected it. */
function explain(action: string, name: string | undefined): ErrorDetails | undefined {
  if (name === 'UnmodifiableEntityException') {
    return {
      code: 'aws_denied',
      message: `AWS refused ${action} (UnmodifiableEntity): only AWS changes this role.`,
      hint: 'Change it where it comes from: in Identity Center, or in the service that it belongs to.',
    };
  }
  if (name === 'NoSuchEntityException') {
    return {
      code: 'aws_failed',
      message: `${action} failed (NoSuchEntity): the user, the role or the policy is not there.`,
      hint: 'Look in the IAM console whether it was deleted, and in CloudTrail by whom; what it made may still work.',
    };
  }
  return undefined;
}
