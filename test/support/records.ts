// Builds CloudTrail records the way CloudTrail writes them, with what a test does not care about filled in.
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject, TrailEvent } from '../../bot/domain/event/trail-event.ts';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const HOME_ADDRESS = '192.0.2.10';

/** A successful ListUsers of alice; `changes` replace whole fields. */
export function record(changes: JsonObject = {}): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: iamUser('alice'),
    eventTime: '2026-11-22T14:03:11Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress: HOME_ADDRESS,
    userAgent: 'aws-cli/2.31.5 md/awscrt#0.27.6 ua/2.1 os/macos#25.1.0 md/arch#arm64 lang/python#3.13.7',
    requestParameters: null,
    responseElements: null,
    requestID: '6c1f5f2e-0c43-4a1e-8d0b-2f0a6a3f9d11',
    eventID: '0b0c8f5e-7a52-4a2c-9a41-5d3e7f1c2b3a',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...changes,
  };
}

/** The same, parsed. */
export function trailEvent(changes: JsonObject = {}): TrailEvent {
  return parseTrailEvent(record(changes));
}

/** A change: `call('iam', 'CreateUser', { userName: 'mallory' })`. */
export function call(service: string, eventName: string, requestParameters: unknown = null): JsonObject {
  return record({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
    readOnly: false,
  });
}

/** How a call looks that IAM refused. */
export function refused(original: JsonObject, errorCode = 'AccessDenied'): JsonObject {
  const errorMessage = `User: arn:aws:iam::${ACCOUNT}:user/alice is not authorized to perform this action`;
  return { ...original, errorCode, errorMessage, responseElements: null };
}

export function iamUser(userName: string): JsonObject {
  return {
    type: 'IAMUser',
    principalId: `AIDA${userName.toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    accountId: ACCOUNT,
    accessKeyId: 'AKIAEXAMPLEALICE0001',
    userName,
  };
}

export function root(): JsonObject {
  const arn = `arn:aws:iam::${ACCOUNT}:root`;
  return { type: 'Root', principalId: ACCOUNT, arn, accountId: ACCOUNT, accessKeyId: '' };
}

/** `path` is the role's own, `/` or `/teams/`: the session's ARN does not show it. */
export function assumedRole(role: string, session: string, path = '/'): JsonObject {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAEXAMPLEROLE00001',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:role${path}${role}`,
        accountId: ACCOUNT,
        userName: role,
      },
      attributes: { creationDate: '2026-11-22T13:55:00Z', mfaAuthenticated: 'false' },
    },
  };
}

/** Somebody signed in through IAM Identity Center. */
export function identityCenterUser(email: string, permissionSet: string): JsonObject {
  const path = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
  return assumedRole(`AWSReservedSSO_${permissionSet}_0123456789abcdef`, email, path);
}

export function consoleLogin(changes: JsonObject = {}): JsonObject {
  return record({
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    readOnly: false,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
    ...changes,
  });
}
