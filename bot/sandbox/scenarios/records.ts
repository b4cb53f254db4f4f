// Builds CloudTrail records with the full set of fields; what makes a record unique is stamped on when it is told.
import type { JsonObject } from '../../domain/event/trail-event.ts';
import { ACCOUNT, type Caller } from './callers.ts';

/** What only the moment of the call can give. */
export interface Stamp {
  readonly eventTime: string;
  readonly requestID: string;
  readonly eventID: string;
}

/** A record that still lacks its stamp. */
export type Draft = (stamp: Stamp) => JsonObject;

export interface CallDetails {
  /** Default: us-east-1, where IAM and other global services record everything. */
  readonly region?: string;
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly error?: { readonly code: string; readonly message: string };
  /** Default: by the verb of the call's name. */
  readonly readOnly?: boolean;
  /** Fields that only some calls have: `additionalEventData`, `resources`, `apiVersion` … They replace the usual ones. */
  readonly fields?: JsonObject;
}

const READING = /^(Get|List|Describe|Lookup|Head|Search|Batch(Get|Describe)|AssumeRole)/;
const GLOBAL_HOSTS = new Set(['iam', 'organizations', 'cloudfront', 'route53']);

/** @param what the prefix of `eventSource` and the call, for example `iam:CreateUser` or `monitoring:DisableAlarmActions` */
export function call(caller: Caller, what: `${string}:${string}`, details: CallDetails = {}): Draft {
  const [service = '', eventName = ''] = what.split(':');
  const { region = 'us-east-1', request = null, response = null, error, fields } = details;
  return (stamp) => ({
    eventVersion: '1.11',
    userIdentity: caller.userIdentity,
    eventTime: stamp.eventTime,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: region,
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: request,
    responseElements: error ? null : response,
    requestID: stamp.requestID,
    eventID: stamp.eventID,
    readOnly: details.readOnly ?? READING.test(eventName),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...connection(caller, service, region),
    ...fields,
  });
}

function connection({ inConsole, sourceIPAddress }: Caller, service: string, region: string): JsonObject {
  if (inConsole) return { sessionCredentialFromConsole: 'true' };
  if (sourceIPAddress.endsWith('.amazonaws.com')) return {};
  const clientProvidedHostHeader = GLOBAL_HOSTS.has(service)
    ? `${service}.amazonaws.com`
    : `${service}.${region}.amazonaws.com`;
  return {
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader },
  };
}

/** The error of a call that no policy of the caller allows, as most services put it; EC2 has a code of its own. */
export function refused(
  { userIdentity }: Caller,
  action: string,
  resource = '*',
): NonNullable<CallDetails['error']> {
  const why = `User: ${String(userIdentity.arn)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  if (!action.startsWith('ec2:')) return { code: 'AccessDenied', message: why };
  const message = `You are not authorized to perform this operation. ${why}`;
  return { code: 'Client.UnauthorizedOperation', message };
}

export interface SignIn {
  readonly mfa: boolean;
  /** Why it failed; AWS gives no error code for it. */
  readonly failure?: string;
}

/** Somebody at the console's sign-in page. */
export function consoleLogin(caller: Caller, { mfa, failure }: SignIn): Draft {
  const MFAUsed = mfa ? 'Yes' : 'No';
  return (stamp) => ({
    eventVersion: '1.11',
    userIdentity: caller.userIdentity,
    eventTime: stamp.eventTime,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'us-east-1',
    sourceIPAddress: caller.sourceIPAddress,
    userAgent: caller.userAgent,
    ...(failure && { errorMessage: failure }),
    requestParameters: null,
    responseElements: { ConsoleLogin: failure ? 'Failure' : 'Success' },
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/console/home?region=us-east-1',
      MobileVersion: 'No',
      MFAUsed,
    },
    eventID: stamp.eventID,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 'us-east-1.signin.aws.amazon.com',
    },
  });
}

/** Somebody's object read from S3, a data event. Without credentials, the caller is the account ANONYMOUS_PRINCIPAL. */
export function getObject(caller: Caller, bucketName: string, key: string, region: string): Draft {
  const Host = `${bucketName}.s3.${region}.amazonaws.com`;
  return call(caller, 's3:GetObject', {
    region,
    request: { bucketName, Host, key },
    fields: {
      additionalEventData: {
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        bytesTransferredOut: 48_231_904,
      },
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${key}` },
        { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` },
      ],
      managementEvent: false,
      eventCategory: 'Data',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: Host,
      },
    },
  });
}

/** As IAM writes dates into `responseElements`: `Nov 22, 2026 2:03:11 PM`. */
export function iamDate(date: Date): string {
  const day = { month: 'short', day: 'numeric', year: 'numeric' } as const;
  const time = { hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: true } as const;
  const inEnglish = (parts: Intl.DateTimeFormatOptions) =>
    date.toLocaleString('en-US', { ...parts, timeZone: 'UTC' });
  return `${inEnglish(day)} ${inEnglish(time).replace(/\s/g, ' ')}`;
}
