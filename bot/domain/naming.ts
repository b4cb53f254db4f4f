// One id runs through file, metric, alarm, action and docs: made and read here, nowhere else.

export const METRIC_NAMESPACE = 'Trailbot';
export const TRAIL_NAME = 'company-security-audit-trail';
export const LOG_GROUP = 'CloudTrail/SecurityAuditLogs';
export const ALERT_TOPIC = 'security-alerts';
export const ESCALATION_TOPIC = 'trailbot-escalations';
export const ALERT_QUEUE = 'trailbot-alerts';
export const ALERT_DLQ = 'trailbot-alerts-dlq';
export const JOB_QUEUE = 'trailbot-jobs';
export const JOB_DLQ = 'trailbot-jobs-dlq';
export const CONTAIN_QUEUE = 'trailbot-containments';
export const CONTAIN_DLQ = 'trailbot-containments-dlq';
export const RELEASE_QUEUE = 'trailbot-releases';
export const RELEASE_DLQ = 'trailbot-releases-dlq';
export const REVOKE_QUEUE = 'trailbot-revocations';
export const REVOKE_DLQ = 'trailbot-revocations-dlq';
/** Names of the bot's roles begin so, in every account: detections and policies tell them by it. */
export const ROLE_PREFIX = 'trailbot-';
/** Reads IAM before a containment; in a member account it is a role of its own, here the jobs' role can. */
export const LOOK_ROLE = 'trailbot-look';
export const CONTAIN_ROLE = 'trailbot-contain';
export const RELEASE_ROLE = 'trailbot-release';
export const REVOKE_ROLE = 'trailbot-revoke';
/** An IAM user or role with this tag, whatever its value, is never contained. */
export const PROTECTED_TAG = 'trailbot:protected';
/** The name that the console gives it, so that people find one policy and not two. */
export const REVOKE_POLICY = 'AWSRevokeOlderSessions';
/** CloudTrail writes into the log group with it. */
export const DELIVERY_ROLE = 'trailbot-delivery';
/** EventBridge Scheduler puts what is due on the job queue with it. */
export const SCHEDULER_ROLE = 'trailbot-scheduler';
export const STREAM_DLQ = 'trailbot-stream-dlq';
export const TABLE = 'trailbot';
export const STREAM_FUNCTION = 'trailbot-stream';
/** The log stream of the trail's log group that `/trail test` writes its records to. */
export const TEST_STREAM = 'trailbot-test';
export const BOT_TOKEN_PARAMETER = '/trailbot/slack-bot-token';
export const SIGNING_SECRET_PARAMETER = '/trailbot/slack-signing-secret';

/** The bucket that the trail writes its log files to. Bucket names are the whole world's, an account's id is not. */
export function archiveBucket(accountId: string): string {
  return `company-cloudtrail-logs-${accountId}`;
}

const DETECTION_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text may be a detection's id: kebab-case, at most 60 characters. */
export function isDetectionId(text: string): boolean {
  return text.length <= 60 && DETECTION_ID.test(text);
}

/** The alarm's name for a detection: the id itself, so that what pages is what the file is called. */
export function alarmName(detectionId: string): string {
  return detectionId;
}

/** The detection an alarm name may belong to; undefined when no detection could have that name. */
export function detectionIdOfAlarm(name: string): string | undefined {
  return isDetectionId(name) ? name : undefined;
}

/** The metric a detection counts in, within {@link METRIC_NAMESPACE}. */
export function metricName(detectionId: string): string {
  return detectionId;
}

/** The metric filter's name. A filter that had to be split carries a part number from 1. */
export function filterName(detectionId: string, part?: number): string {
  return part === undefined ? detectionId : `${detectionId}-part${part}`;
}

/** `action_id`s, `callback_id`s: what a press or a submitted modal is told apart by. */
export const ACTIONS = {
  showActivity: 'alert_show_activity',
  showRecord: 'alert_show_record',
  acknowledge: 'alert_acknowledge',
  resolve: 'alert_resolve',
  /** A menu of queries; an option's value is `<incidentId> <queryId>`. */
  ask: 'alert_ask',
  /** The overflow menu; an option's value is `<what> <incidentId>` with one of {@link MORE}. */
  more: 'alert_more',
  wasItMe: 'alert_was_it_me',
  wasNotMe: 'alert_was_not_me',
  stopQuery: 'query_stop',
  /** The value is the command's text, without `/trail`. */
  shareAnswer: 'answer_share',
  runCommand: 'answer_run',
  signOff: 'review_sign_off',
  unmute: 'mute_end',
  /** The value is the incident's id. */
  contain: 'alert_contain',
  /** The value is `<incidentId or -> <ARN>`: somebody whom a contained principal made or came from. */
  containOther: 'containment_contain_other',
  /** The values of these are the containment's id. */
  approveContainment: 'containment_approve',
  declineContainment: 'containment_decline',
  keepContained: 'containment_keep',
  release: 'containment_release',
  approveRelease: 'containment_approve_release',
  declineRelease: 'containment_decline_release',
} as const;

/** What the alert's overflow menu offers. */
export const MORE = {
  assign: 'assign',
  expected: 'expected',
  escalate: 'escalate',
  record: 'record',
  link: 'link',
} as const;

export const VIEWS = {
  resolve: 'incident_resolve',
  assign: 'incident_assign',
  expected: 'incident_expected',
  query: 'query_run',
  contain: 'contain',
  release: 'release',
} as const;
