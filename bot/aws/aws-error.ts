// Turns an SDK error into one that says what to do.
import { type ErrorCode, TrailbotError } from '../domain/errors.ts';

const DENIED =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthorizationError(Exception)?)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|RequestThrottled|TooManyRequestsException|RequestLimitExceeded|SlowDown|LimitExceededException|ProvisionedThroughputExceededException)$/;

/**
 * Runs one AWS call.
 * @param action as IAM names it, for example `logs:FilterLogEvents`: what a person must allow when it is denied.
 * @throws TrailbotError `aws_denied`, `aws_throttled` or `aws_failed`, with the SDK's error as its cause. One that the
 * call threw itself, because it could not get its credentials, stays as it is.
 */
export async function callAws<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof TrailbotError ? error : asTrailbotError(action, error);
  }
}

function asTrailbotError(action: string, cause: unknown): TrailbotError {
  const name = cause instanceof Error ? cause.name : 'unknown error';
  return new TrailbotError({ ...explain(action, name), cause });
}

function explain(action: string, name: string): { code: ErrorCode; message: string; hint: string } {
  if (DENIED.test(name)) {
    return {
      code: 'aws_denied',
      message: `AWS refused ${action} (${name}).`,
      hint: `Allow ${action} in the bot's role; if it is allowed there, look for a denying SCP or boundary.`,
    };
  }
  if (THROTTLED.test(name)) {
    return {
      code: 'aws_throttled',
      message: `AWS throttled ${action} (${name}).`,
      hint: 'Wait a minute: somebody else in this account and Region is calling the same API.',
    };
  }
  return {
    code: 'aws_failed',
    message: `${action} failed (${name}).`,
    hint: 'Look at the AWS Health Dashboard and the log of the function; it is tried again by itself.',
  };
}

/** Whether a conditional write lost against another one. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}
