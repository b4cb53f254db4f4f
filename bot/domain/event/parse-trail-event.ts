// Turns one CloudTrail record, however odd, into a TrailEvent.
import { cutText } from '../cut-text.ts';
import { TrailbotError } from '../errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { dateAt, isJsonObject, objectAt, parseJson, textAt, valueAt } from '../read-json.ts';
import type { JsonObject, Outcome, TrailEvent } from './trail-event.ts';

/** One of these is in every record that CloudTrail writes, whatever its version and category. */
const TELLTALE_FIELDS = ['eventName', 'eventSource', 'eventType', 'userIdentity'] as const;

const DENIED_CODE =
  /AccessDenied|UnauthorizedOperation$|^(Client\.)?AuthFailure$|^(NotAuthorized|Unauthorized|Forbidden|AuthorizationError)(Exception)?$/;

/**
 * One record as CloudTrail wrote it. A field of the wrong type is as if it were missing.
 * @throws TrailbotError `record_invalid` when it cannot be a CloudTrail record.
 */
export function parseTrailEvent(raw: unknown): TrailEvent {
  if (!isJsonObject(raw)) throw notARecord(nameShape(raw));
  if (!TELLTALE_FIELDS.some((field) => Object.hasOwn(raw, field))) {
    throw notARecord(`an object with ${nameKeys(raw)}`);
  }
  return {
    eventID: textAt(raw, 'eventID') || `content-${fingerprint(serialise(raw))}`,
    eventTime: dateAt(raw, 'eventTime'),
    eventName: textAt(raw, 'eventName'),
    eventSource: textAt(raw, 'eventSource'),
    eventType: textAt(raw, 'eventType'),
    eventCategory: textAt(raw, 'eventCategory'),
    awsRegion: textAt(raw, 'awsRegion'),
    accountId: textAt(raw, 'recipientAccountId') || textAt(raw, 'userIdentity', 'accountId'),
    sourceIPAddress: textAt(raw, 'sourceIPAddress'),
    userAgent: textAt(raw, 'userAgent'),
    readOnly: parseReadOnly(valueAt(raw, 'readOnly')),
    outcome: parseOutcome(raw),
    userIdentity: objectAt(raw, 'userIdentity'),
    requestParameters: objectAt(raw, 'requestParameters'),
    responseElements: objectAt(raw, 'responseElements'),
    additionalEventData: objectAt(raw, 'additionalEventData'),
    record: raw,
  };
}

/**
 * A message of the trail's log group: the JSON text of one record.
 * @throws TrailbotError `record_invalid` when it is not.
 */
export function parseTrailMessage(text: string): TrailEvent {
  const raw = parseJson(text);
  if (raw === undefined)
    throw notARecord(text === '' ? 'an empty text' : `text that is not JSON: ${quote(text)}`);
  return parseTrailEvent(raw);
}

function parseReadOnly(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/**
 * A failed sign-in has no errorCode: it says so in `responseElements.<eventName>`, with the reason in errorMessage
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html).
 * The reason then stands in as the code. `denied` means that permission was missing, which a wrong password is not.
 */
function parseOutcome(raw: JsonObject): Outcome {
  const errorCode = textAt(raw, 'errorCode');
  const message = textAt(raw, 'errorMessage');
  const signInFailed = textAt(raw, 'responseElements', textAt(raw, 'eventName')) === 'Failure';
  if (errorCode === '' && message === '' && !signInFailed) return { kind: 'success' };
  const code = errorCode || (message !== '' && message.length <= 60 ? message : 'Failure');
  const denied =
    DENIED_CODE.test(cutText(errorCode, 200)) || message.includes('is not authorized to perform');
  return { kind: 'failure', code, denied, ...(message === '' ? {} : { message }) };
}

function serialise(raw: JsonObject): string {
  try {
    return JSON.stringify(raw);
  } catch (cause) {
    throw notARecord('an object that is nested too deeply to be written as JSON', cause);
  }
}

function nameShape(raw: unknown): string {
  if (raw === null) return 'null';
  if (Array.isArray(raw)) return `a list of ${raw.length}`;
  if (typeof raw === 'string') return raw === '' ? 'an empty text' : `the text ${quote(raw)}`;
  return `a value of type ${typeof raw}`;
}

function nameKeys(raw: JsonObject): string {
  const keys = Object.keys(raw);
  if (keys.length === 0) return 'no fields';
  return `only ${keys.slice(0, 5).map(quote).join(', ')}${keys.length > 5 ? ' …' : ''}`;
}

function quote(text: string): string {
  return JSON.stringify(cutText(text, 60));
}

function notARecord(seen: string, cause?: unknown): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: `Not a CloudTrail record: ${seen}.`,
    hint: 'Pass one record: an object with eventName, eventSource and userIdentity. In a CloudTrail file the records are the items of "Records", in an EventBridge event the record is "detail".',
    cause,
  });
}
