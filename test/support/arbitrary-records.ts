// Records that nobody would write by hand: the right field names with anything at all in them.
import fc from 'fast-check';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';

const FIELDS = [
  'userIdentity',
  'eventTime',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
  'eventID',
  'readOnly',
  'errorCode',
  'errorMessage',
  'recipientAccountId',
];
const IDENTITY_TYPES = [
  'Root',
  'IAMUser',
  'AssumedRole',
  'Role',
  'FederatedUser',
  'Directory',
  'AWSAccount',
  'AWSService',
  'IdentityCenterUser',
  'SAMLUser',
  'WebIdentityUser',
  'Unknown',
  'Newcomer',
];

/** Short keys that CloudTrail uses, beside those that are traps in JavaScript. */
const key = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'userName',
  'arn',
  'accountId',
  'principalId',
  'sessionContext',
  'sessionIssuer',
  'attributes',
  'invokedBy',
  'items',
  'ipPermissions',
  'policyDocument',
  'bucketPolicy',
  'name',
);
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('arn:aws:iam::123456789012:user/', 'arn:::::', '<!channel>', '\ud800', 'x'.repeat(5_000)),
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    hostileText,
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(toJsonObject),
  ),
}));

/** A record with the given calls' names, of which each may come with requests of any shape. */
export function arbitraryRecord(calls: readonly (readonly [string, string])[]): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(
      fc.oneof(fc.constantFrom(...calls), fc.tuple(hostileText, hostileText)),
      fc.oneof(fc.constantFrom(...IDENTITY_TYPES), hostileText),
      fc.array(fc.tuple(fc.constantFrom(...FIELDS), anything), { maxLength: 10 }),
      anything,
    )
    .map(([[eventSource, eventName], type, fields, identity]) => {
      const userIdentity = { ...(typeof identity === 'object' ? identity : {}), type };
      return { eventSource, eventName, userIdentity, ...Object.fromEntries(fields) };
    });
}

/** As JSON.parse makes it: `__proto__` is a key like any other. */
function toJsonObject(entries: readonly (readonly [string, unknown])[]): unknown {
  const fields = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`);
  return JSON.parse(`{${fields.join(',')}}`);
}
