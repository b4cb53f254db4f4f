// The first fields of a record, found in its text without parsing it.

/** Where the fields of a record stand in a text: each from its first character up to its closing quote. */
export interface HeaderPlaces {
  identityType: number;
  identityTypeEnd: number;
  eventTime: number;
  eventTimeEnd: number;
  eventSource: number;
  eventSourceEnd: number;
  eventName: number;
  eventNameEnd: number;
  userAgent: number;
  userAgentEnd: number;
  /** -1 when it does not stand where CloudTrail writes it; it may then come later. */
  errorCode: number;
  errorCodeEnd: number;
  /** Where the rest of the record begins: all fields but these, `eventVersion`, `awsRegion` and `sourceIPAddress`. */
  rest: number;
}

export function createHeaderPlaces(): HeaderPlaces {
  return {
    identityType: 0,
    identityTypeEnd: 0,
    eventTime: 0,
    eventTimeEnd: 0,
    eventSource: 0,
    eventSourceEnd: 0,
    eventName: 0,
    eventNameEnd: 0,
    userAgent: 0,
    userAgentEnd: 0,
    errorCode: -1,
    errorCodeEnd: -1,
    rest: 0,
  };
}

/** How every record begins; also what tells one record from the next in a log file. */
export const RECORD_START = '{"eventVersion":"';
const TYPE = '","userIdentity":{"type":"';
const TIME = '},"eventTime":"';
const SOURCE = '","eventSource":"';
const NAME = '","eventName":"';
const REGION = '","awsRegion":"';
const ADDRESS = '","sourceIPAddress":"';
const AGENT = '","userAgent":"';
const ERROR = '","errorCode":"';

/**
 * Finds what stands in the order that CloudTrail writes:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * An escaped quote within a value is taken for its end, and then the next field is not where it should be.
 * @param end - where the record ends at the latest
 * @param places - is filled in; says nothing when the answer is false
 * @returns false for a text in another order, with spaces or with escapes: it has to be parsed
 */
export function findHeader(text: string, start: number, end: number, places: HeaderPlaces): boolean {
  const version = text.indexOf('"', start + RECORD_START.length);
  if (!text.startsWith(TYPE, version)) return false;
  places.identityType = version + TYPE.length;
  places.identityTypeEnd = text.indexOf('"', places.identityType);
  const time = text.indexOf(TIME, places.identityTypeEnd);
  if (time < 0) return false;
  places.eventTime = time + TIME.length;
  places.eventTimeEnd = text.indexOf('"', places.eventTime);
  if (!text.startsWith(SOURCE, places.eventTimeEnd)) return false;
  places.eventSource = places.eventTimeEnd + SOURCE.length;
  places.eventSourceEnd = text.indexOf('"', places.eventSource);
  if (!text.startsWith(NAME, places.eventSourceEnd)) return false;
  places.eventName = places.eventSourceEnd + NAME.length;
  places.eventNameEnd = text.indexOf('"', places.eventName);
  if (!text.startsWith(REGION, places.eventNameEnd)) return false;
  const region = text.indexOf('"', places.eventNameEnd + REGION.length);
  if (!text.startsWith(ADDRESS, region)) return false;
  const address = text.indexOf('"', region + ADDRESS.length);
  if (!text.startsWith(AGENT, address)) return false;
  places.userAgent = address + AGENT.length;
  places.userAgentEnd = text.indexOf('"', places.userAgent);
  return findError(text, end, places);
}

function findError(text: string, end: number, places: HeaderPlaces): boolean {
  places.errorCode = -1;
  places.rest = places.userAgentEnd + 1;
  if (text.startsWith(ERROR, places.userAgentEnd)) {
    places.errorCode = places.userAgentEnd + ERROR.length;
    places.errorCodeEnd = text.indexOf('"', places.errorCode);
    places.rest = places.errorCodeEnd + 1;
  }
  const { rest } = places;
  return rest > 0 && rest < end && (text.startsWith(',"', rest) || text.startsWith('}', rest));
}
