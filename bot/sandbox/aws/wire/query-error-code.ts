// The older codes that services which once spoke the query protocol send next to the new ones.
import type { AwsFault, Call } from '../call.ts';

const CODES: ReadonlyMap<string, string> = new Map([
  ['sqs QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
  ['sqs QueueNameExists', 'QueueAlreadyExists'],
  ['sqs ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid'],
  ['sqs AccessDeniedException', 'AccessDenied'],
  ['sqs ExpiredTokenException', 'ExpiredToken'],
  ['sqs UnrecognizedClientException', 'InvalidClientTokenId'],
  ['monitoring AccessDeniedException', 'AccessDenied'],
  ['monitoring ExpiredTokenException', 'ExpiredToken'],
  ['monitoring UnrecognizedClientException', 'InvalidClientTokenId'],
  ['monitoring InvalidFormatFault', 'InvalidFormat'],
  ['monitoring InvalidParameterCombinationException', 'InvalidParameterCombination'],
  ['monitoring InvalidParameterValueException', 'InvalidParameterValue'],
  ['monitoring LimitExceededFault', 'LimitExceeded'],
  ['monitoring MissingRequiredParameterException', 'MissingParameter'],
  ['monitoring ValidationException', 'ValidationError'],
]);

/** The code as the query protocol of the service spells it (`error.code` in the botocore model). */
export function queryErrorCode(call: Call, fault: AwsFault): string {
  return CODES.get(`${call.service} ${fault.code}`) ?? fault.code;
}

/**
 * Headers that a query-compatible service adds to a fault. botocore and the SDK take the code from there, so that
 * programs written against the old protocol go on working.
 */
export function queryErrorHeaders(call: Call, fault: AwsFault): Record<string, string> {
  if (call.service !== 'sqs' && call.service !== 'monitoring') return {};
  const side = fault.status >= 500 ? 'Receiver' : 'Sender';
  return { 'x-amzn-query-error': `${queryErrorCode(call, fault)};${side}` };
}
