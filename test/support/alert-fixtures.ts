// Incidents that look real, for the tests of what people read.
import type { Actor } from '../../bot/domain/actor/actor.ts';
import type { Context } from '../../bot/domain/context/context.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import type { Incident, Tally } from '../../bot/domain/incident/incident.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const CALLED_AT = new Date('2026-11-22T14:03:11Z');
export const OPENED_AT = new Date('2026-11-22T14:03:53Z');
export const NOW = new Date('2026-11-22T14:05:00Z');

export const settings: Settings = {
  accounts: { [ACCOUNT]: 'production' },
  networks: { '198.51.100.0/24': 'Amsterdam office' },
  regions: ['eu-west-1'],
  workingHours: { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
  channels: { critical: 'security', high: 'security', medium: 'security', low: 'security-low' },
  fallbackChannel: 'security-low',
  trail: {
    name: 'company-security-audit-trail',
    logGroup: 'CloudTrail/SecurityAuditLogs',
    homeRegion: 'eu-west-1',
  },
  incidentQuietHours: 24,
  people: { responders: [], approvers: [], actors: {} },
  answersIn: [],
  escalation: { remindMinutes: 5, pageMinutes: 15 },
  containment: { breakGlass: [], onePersonWhenCritical: false, memberAccounts: {} },
  deployment: {
    emails: [],
    presets: [],
    encryption: 'sse-s3',
    dataEvents: { buckets: [], functions: [] },
    insights: false,
    existing: { trail: false, logGroup: false, table: false },
    withoutAlarm: [],
  },
};

export function detection(changes: Partial<Detection> = {}): Detection {
  return {
    id: 'iam-policy-change',
    title: 'IAM policy changed',
    severity: 'high',
    why: 'Whoever changes policies decides who may do what. Attackers do it first, to stay.',
    filter: '{ ($.eventName = "AttachUserPolicy") }',
    alarm: { threshold: 1, period: 60 },
    raise: [],
    queries: [],
    contain: 'actor',
    frameworks: { cis: '4.4', pci: ['10.2.1.2', '10.2.1.5'], mitre: 'T1098.003' },
    runbook: [
      'Ask the person, by phone and not in Slack, whether it was them.',
      'Detach the policy if nobody can explain it.',
      'It is harmless when a planned change says so.',
    ],
    examples: [],
    ...changes,
  };
}

export const rootUsage: Detection = detection({
  id: 'root-usage',
  title: 'Root account used',
  severity: 'critical',
  why: 'Root can do anything and no policy can stop it. Daily work never needs it.',
  frameworks: { cis: '4.3' },
});

export const alice: Actor = {
  kind: 'iam-user',
  key: `iam-user/${ACCOUNT}/alice`,
  name: 'alice',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/staff/alice`,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  mfa: false,
};

export const deploy: Actor = {
  kind: 'role',
  key: `role/arn:aws:iam::${ACCOUNT}:role/deploy`,
  name: 'role deploy',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
  session: 'ci-4711',
  mfa: true,
};

const attachAdmin = {
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', userName: 'alice', accountId: ACCOUNT, arn: alice.arn },
  eventTime: CALLED_AT.toISOString(),
  eventSource: 'iam.amazonaws.com',
  eventName: 'AttachUserPolicy',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/6.5.0',
  requestParameters: { userName: 'mallory', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  responseElements: null,
  eventID: '3f6c1f1a-8c0e-4d38-9d55-0a4f0d5b7c11',
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  managementEvent: true,
  readOnly: false,
  recipientAccountId: ACCOUNT,
};

/** A call of alice's: AttachUserPolicy, unless the fields say otherwise. */
export function event(fields: Readonly<Record<string, unknown>> = {}): TrailEvent {
  return parseTrailEvent({ ...attachAdmin, ...fields });
}

export function tally(changes: Partial<Tally> = {}): Tally {
  return {
    detectionId: 'iam-policy-change',
    count: 1,
    failed: 0,
    severity: 'critical',
    because: ['no MFA'],
    first: CALLED_AT,
    last: CALLED_AT,
    recordedAt: NOW,
    samples: [event()],
    ...changes,
  };
}

export const contextOfAlice: Context = {
  source: {
    kind: 'public',
    address: '203.0.113.7',
    country: { code: 'AU', name: 'Australia' },
    network: { asn: 64500, name: 'Example Broadband' },
  },
  tool: { family: 'aws-cli', words: 'AWS CLI 2.15 on Linux' },
  unusual: [
    { kind: 'new-country', sentence: 'First call from Australia in 90 days.', raises: true },
    {
      kind: 'outside-working-hours',
      sentence: 'Outside working hours (Sunday 15:03 in Amsterdam).',
      raises: false,
    },
  ],
  hourBefore: {
    from: new Date('2026-11-22T13:03:11Z'),
    to: CALLED_AT,
    total: 37,
    failed: 12,
    lines: [
      {
        eventName: 'GetSecretValue',
        eventSource: 'secretsmanager.amazonaws.com',
        count: 20,
        failed: 12,
        lastTime: CALLED_AT,
      },
      { eventName: 'ListBuckets', eventSource: 's3.amazonaws.com', count: 9, failed: 0, lastTime: CALLED_AT },
    ],
    truncated: false,
  },
  keyCreated: new Date('2026-11-20T14:00:00Z'),
  deepened: true,
  gaps: [],
};

export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'inc-01JD9Z7Q4N',
    accountId: ACCOUNT,
    actor: alice,
    severity: 'critical',
    openedAt: OPENED_AT,
    lastActivityAt: OPENED_AT,
    tallies: [tally()],
    addresses: ['203.0.113.7'],
    regions: ['us-east-1'],
    actions: ['iam.amazonaws.com:AttachUserPolicy'],
    seen: [],
    alarms: [],
    context: contextOfAlice,
    posts: [],
    untold: [],
    revision: 1,
    version: 1,
    ...changes,
  };
}

/** An alarm fired and its events are not readable yet. */
export function waiting(changes: Partial<Incident> = {}): Incident {
  const { context: _unknown, ...known } = incident();
  return {
    ...known,
    actor: undefined,
    tallies: [],
    addresses: [],
    regions: [],
    actions: [],
    alarms: [
      {
        arn: `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:root-usage`,
        name: 'root-usage',
        state: 'ALARM',
        since: OPENED_AT,
      },
    ],
    nextLookAt: new Date('2026-11-22T14:05:30Z'),
    ...changes,
  };
}

export function view(changes: Partial<AlertView> = {}): AlertView {
  return {
    incident: incident(),
    detections: new Map([detection(), rootUsage].map((one) => [one.id, one])),
    settings,
    queries: [],
    now: NOW,
    ...changes,
  };
}
