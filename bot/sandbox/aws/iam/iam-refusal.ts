// How each service refuses a call: its own error code and the words that AWS uses today.
import { AwsFault, type Call } from '../call.ts';
import type { PolicyRequest } from './evaluate-policy.ts';
import type { Caller } from './iam-credentials.ts';
import type { Verdict } from './iam-judge.ts';

type Reason = 'denied' | 'unknownKey' | 'expired';

const FORBIDDEN = 403;
const BAD_REQUEST = 400;

const QUERY = { denied: 'AccessDenied', unknownKey: 'InvalidClientTokenId', expired: 'ExpiredToken' };
/** The services with a JSON or CBOR protocol answer these with status 400. */
const JSON_SERVICE = {
  denied: 'AccessDeniedException',
  unknownKey: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
};
const CODES: Readonly<Record<string, Readonly<Record<Reason, string>>>> = {
  iam: QUERY,
  sts: QUERY,
  sns: { ...QUERY, denied: 'AuthorizationError' },
  s3: { ...QUERY, unknownKey: 'InvalidAccessKeyId' },
};

const WORDS = {
  unknownKey: 'The security token included in the request is invalid.',
  expired: 'The security token included in the request is expired',
};
const WORDS_OF_S3 = {
  unknownKey: 'The AWS Access Key Id you provided does not exist in our records.',
  expired: 'The provided token has expired.',
};

/** For a key that was deleted or made inactive, or whose user or role is gone. */
export function unknownKey(call: Call): AwsFault {
  return badCredentials(call, 'unknownKey');
}

/** For credentials of a session that is over. */
export function expiredToken(call: Call): AwsFault {
  return badCredentials(call, 'expired');
}

function badCredentials(call: Call, reason: keyof typeof WORDS): AwsFault {
  return refusal(call, reason, (call.service === 's3' ? WORDS_OF_S3 : WORDS)[reason]);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(
  call: Call,
  { arn }: Pick<Caller, 'arn'>,
  { action, resource }: Pick<PolicyRequest, 'action' | 'resource'>,
  verdict: Exclude<Verdict, { decision: 'allowed' }>,
): AwsFault {
  const what = resource === '*' ? action : `${action} on resource: ${resource}`;
  const article = verdict.by === 'identity-based policy' ? 'an' : 'a';
  const why =
    verdict.decision === 'explicitDeny'
      ? `with an explicit deny in ${article} ${verdict.by}`
      : `because no ${verdict.by} allows the ${action} action`;
  return refusal(call, 'denied', `User: ${arn} is not authorized to perform: ${what} ${why}`);
}

function refusal({ service }: Call, reason: Reason, message: string): AwsFault {
  const own = Object.hasOwn(CODES, service) ? CODES[service] : undefined;
  const isForbidden = own !== undefined && !(service === 's3' && reason === 'expired');
  const code = (own ?? JSON_SERVICE)[reason];
  return new AwsFault(code, message, { status: isForbidden ? FORBIDDEN : BAD_REQUEST });
}
