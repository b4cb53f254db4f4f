// Writes down what the account's users and roles call over the wire, as CloudTrail does.
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import { ROLE_PREFIX } from '../../../domain/naming.ts';
import { isoSeconds } from '../../scenarios/callers.ts';
import type { AwsFault, Call, Input } from '../call.ts';
import type { Clock } from '../clock.ts';
import { recordedCode, recordedInput, recordedOutput } from './record-parts.ts';

/** Who signed a call, as IAM and STS know it. */
export interface CallerIdentity {
  readonly kind: 'user' | 'role';
  /** The user's or the role's. */
  readonly name: string;
  /** Of the user, or of the role's session. */
  readonly arn: string;
  readonly principalId: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** For temporary credentials. */
  readonly session?: {
    readonly name: string;
    readonly issuedAt: Date;
    /** The role, or the user, whose permissions it has. */
    readonly issuerArn: string;
    readonly issuerId: string;
  };
}

export interface CallRecorderOptions {
  readonly clock: Clock;
  /** Undefined for a key that the sandbox did not give out: those calls are the sandbox's own. */
  readonly identify: (accessKeyId: string) => CallerIdentity | undefined;
  readonly deliver: (records: readonly JsonObject[]) => Promise<unknown>;
}

export interface CallRecorder {
  /**
   * @param output what the service answered: it names the keys, users and roles that were made. Without it the record
   * has no `responseElements`.
   */
  answered(
    call: Call & { readonly userAgent?: string },
    input: Input,
    fault: AwsFault | undefined,
    output?: unknown,
  ): void;
}

const READING = /^(Get|List|Describe|Lookup|Head|Filter|Simulate|AssumeRole|(Start|Stop)Query|Test)/;
/** What only a trail with data events would record. */
const DATA: ReadonlyMap<string, RegExp> = new Map([
  ['s3', /Object|Multipart|Part|^HeadBucket$/],
  ['sqs', /Message/],
  ['sns', /^Publish/],
  ['logs', /^(Put|Get|Filter)LogEvents$/],
  ['monitoring', /^(PutMetricData|GetMetricData|GetMetricStatistics)$/],
  ['lambda', /^Invoke/],
  ['dynamodb', /^(?!.*(Table|TimeToLive|Backup|Tag))/],
]);
/** Nobody's calls, because nobody could be told from them, and those that only the sandbox cannot answer. */
const UNRECORDED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InternalFailure',
  'InvalidClientTokenId',
  'MissingAuthenticationTokenException',
  'NotImplemented',
  'UnrecognizedClientException',
]);
const GLOBAL = new Set(['iam', 'sts']);

/** Management events only. What the bot's own roles read is left out: it would fill the history that people look at. */
export function createCallRecorder({ clock, identify, deliver }: CallRecorderOptions): CallRecorder {
  return {
    answered(call, input, fault, output) {
      const caller = identify(call.accessKeyId);
      if (caller === undefined || !isRecorded(call, caller, fault)) return;
      const { service, operation, region, userAgent = 'aws-sdk' } = call;
      const record = {
        eventVersion: '1.11',
        userIdentity: identityOf(caller),
        eventTime: isoSeconds(clock.now()),
        eventSource: `${service}.amazonaws.com`,
        eventName: operation,
        awsRegion: GLOBAL.has(service) ? 'us-east-1' : region,
        sourceIPAddress: '127.0.0.1',
        userAgent,
        ...(fault && { errorCode: recordedCode(service, fault.code), errorMessage: fault.message }),
        requestParameters: recordedInput(service, input, fault),
        responseElements: fault ? null : recordedOutput(operation, output),
        requestID: randomUUID(),
        eventID: randomUUID(),
        readOnly: READING.test(operation),
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: caller.accountId,
        eventCategory: 'Management',
      };
      // Not waited for: at AWS's own pace it arrives minutes after the call was answered.
      void deliver([record]);
    },
  };
}

function isRecorded({ service, operation }: Call, caller: CallerIdentity, fault?: AwsFault): boolean {
  if (fault !== undefined && UNRECORDED.has(fault.code)) return false;
  if (DATA.get(service)?.test(operation) === true) return false;
  const ownRead =
    caller.kind === 'role' && roleName(caller).startsWith(ROLE_PREFIX) && READING.test(operation);
  return !ownRead || operation === 'AssumeRole';
}

function identityOf(caller: CallerIdentity): JsonObject {
  const { kind, principalId, arn, accountId, accessKeyId, name, session } = caller;
  const common = { principalId, arn, accountId, accessKeyId };
  if (session === undefined) return { type: 'IAMUser', ...common, userName: name };
  const attributes = { creationDate: isoSeconds(session.issuedAt), mfaAuthenticated: 'false' };
  const isFederated = arn.includes(':federated-user/');
  if (kind === 'user' && !isFederated) {
    return { type: 'IAMUser', ...common, userName: name, sessionContext: { attributes } };
  }
  const sessionIssuer = {
    type: isFederated ? 'IAMUser' : 'Role',
    principalId: session.issuerId,
    arn: session.issuerArn,
    accountId,
    userName: roleName(caller),
  };
  const ofSession = principalId.includes(':') ? principalId : `${principalId}:${session.name}`;
  return {
    type: isFederated ? 'FederatedUser' : 'AssumedRole',
    ...common,
    principalId: ofSession,
    sessionContext: { sessionIssuer, attributes },
  };
}

/** By the issuer's ARN: a session's own has no path, and may be called anything. */
function roleName({ name, session }: CallerIdentity): string {
  return session?.issuerArn.split('/').at(-1) ?? name;
}
