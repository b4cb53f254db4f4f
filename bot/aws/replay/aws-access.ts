// How a replay reaches AWS: with the credentials of whoever runs it, found as every AWS tool finds them.
import { TrailbotError } from '../../domain/errors.ts';
import type { ClientOptions } from '../clients.ts';
import { causeOf, isWithoutCredentials } from '../setup/call-as-caller.ts';

/** Can be sent to another thread. What is left out comes from the environment and the files in `~/.aws`. */
export interface AwsAccess {
  readonly region?: string;
  /** Of `~/.aws/config`. */
  readonly profile?: string;
  /** Another place that speaks AWS's protocols. */
  readonly endpoint?: string;
  readonly credentials?: ClientOptions['credentials'];
  /** Whether buckets have no host names of their own: so it is at an endpoint that is not AWS's. */
  readonly pathStyle?: boolean;
}

/** A body that stops coming is given up after a while; a long replay is not to hang on one object. */
export const REPLAY_LIMITS = {
  requestHandler: {
    connectionTimeout: 5_000,
    requestTimeout: 60_000,
    socketTimeout: 60_000,
    throwOnRequestTimeout: true,
  },
};

/** What every client takes. */
export function optionsOf({ region, profile, endpoint, credentials }: AwsAccess) {
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
    ...REPLAY_LIMITS,
  };
}

/** As S3 alone says that it does not take credentials. */
const NOT_TAKEN_BY_S3 = /^(InvalidAccessKeyId|InvalidToken|TokenRefreshRequired|RequestTimeTooSkewed)$/;

/** The name of what the SDK threw, `AccessDenied` or the like. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}

/**
 * Why a replay cannot begin, or go on, where the reason is none of the place's own.
 * @param action - as IAM names it. @param place - as a person names it
 */
export function explainFailure(error: TrailbotError, action: string, place: string): TrailbotError {
  const cause = causeOf(error);
  const said = cause === undefined || cause.message === '' ? '' : ` AWS says: ${cause.message}`;
  if (isWithoutCredentials(error) || NOT_TAKEN_BY_S3.test(nameOf(cause))) {
    return new TrailbotError({
      code: 'config_missing',
      message: `There are no AWS credentials, or AWS does not take them.${said}`,
      hint: 'Sign in as for any AWS tool (aws sso login, --profile, or keys in the environment), then try again.',
      cause,
    });
  }
  return new TrailbotError({
    code: error.code,
    message: `${place} could not be read: ${action} failed.${said}`,
    hint: 'Look at the connection, at the name, and at --region and --profile, then try again.',
    cause,
  });
}
