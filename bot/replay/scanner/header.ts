// The first fields of a record, where they stand when they stand in the order that CloudTrail writes.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { constant, find, findQuote, lengthOf, startsWith } from './texts';

/** How every record begins; also what tells one record from the next in a log file. */
export const RECORD_START = constant('{"eventVersion":"');
const TYPE = constant('","userIdentity":{"type":"');
const TIME = constant('},"eventTime":"');
const SOURCE = constant('","eventSource":"');
const NAME = constant('","eventName":"');
const REGION = constant('","awsRegion":"');
const ADDRESS = constant('","sourceIPAddress":"');
const AGENT = constant('","userAgent":"');
const ERROR = constant('","errorCode":"');
const NEXT_FIELD: u16 = 0x222c;
const CLOSE: u8 = 0x7d;

export let type: usize = 0;
export let typeEnd: usize = 0;
export let time: usize = 0;
export let timeEnd: usize = 0;
/** The source, `","eventName":"`, and the name. */
export let call: usize = 0;
export let callEnd: usize = 0;
export let agent: usize = 0;
export let agentEnd: usize = 0;
/** 0 when it does not stand where CloudTrail writes it; it may then come later. */
export let error: usize = 0;
export let errorEnd: usize = 0;
/** Where the rest of the record begins. */
export let rest: usize = 0;

/**
 * An escaped quote within a value is taken for its end, and then the next field is not where it should be.
 * @returns false for a record in another order, with spaces or with escapes: it has to be parsed
 */
export function findHeader(start: usize, end: usize): bool {
  const versionEnd = findQuote(start + lengthOf(RECORD_START), end);
  if (versionEnd === 0 || !startsWith(versionEnd, TYPE)) return false;
  type = versionEnd + lengthOf(TYPE);
  typeEnd = findQuote(type, end);
  if (typeEnd === 0) return false;
  const identityEnd = find(typeEnd, end, TIME, lengthOf(TIME));
  if (identityEnd === 0) return false;
  time = identityEnd + lengthOf(TIME);
  timeEnd = findQuote(time, end);
  if (timeEnd === 0 || !startsWith(timeEnd, SOURCE)) return false;
  call = timeEnd + lengthOf(SOURCE);
  const sourceEnd = findQuote(call, end);
  if (sourceEnd === 0 || !startsWith(sourceEnd, NAME)) return false;
  callEnd = findQuote(sourceEnd + lengthOf(NAME), end);
  if (callEnd === 0 || !startsWith(callEnd, REGION)) return false;
  const regionEnd = findQuote(callEnd + lengthOf(REGION), end);
  if (regionEnd === 0 || !startsWith(regionEnd, ADDRESS)) return false;
  const addressEnd = findQuote(regionEnd + lengthOf(ADDRESS), end);
  if (addressEnd === 0 || !startsWith(addressEnd, AGENT)) return false;
  agent = addressEnd + lengthOf(AGENT);
  agentEnd = findQuote(agent, end);
  return agentEnd !== 0 && findError(end);
}

function findError(end: usize): bool {
  error = 0;
  errorEnd = 0;
  rest = agentEnd + 1;
  if (startsWith(agentEnd, ERROR)) {
    error = agentEnd + lengthOf(ERROR);
    errorEnd = findQuote(error, end);
    if (errorEnd === 0) return false;
    rest = errorEnd + 1;
  }
  return rest < end && (load<u16>(rest) === NEXT_FIELD || load<u8>(rest) === CLOSE);
}
