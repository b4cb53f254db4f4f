// Which calls are data events: a trail does not record them unless it is told to, and a detection of them would never fire.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
import { textAt } from '../read-json.ts';
import type { Detection } from './detection.ts';

/** Services whose calls on what lies in a resource are data events, with how those calls begin. */
const DATA_CALLS: Readonly<Record<string, RegExp>> = {
  's3.amazonaws.com':
    /^((Get|Head|Put|Delete|Restore)Object(?!Lock)|DeleteObjects|CopyObject|SelectObjectContent|ListObjects|ListParts|UploadPart|(Create|Complete|Abort)MultipartUpload)/,
  'lambda.amazonaws.com': /^Invoke/,
  'dynamodb.amazonaws.com':
    /^(Get|Put|Update|Delete|BatchGet|BatchWrite|TransactGet|TransactWrite)Item|^(Query|Scan|ExecuteStatement)/,
};

/** Some of them by their whole name, the most usual first. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  's3.amazonaws.com': [
    'GetObject',
    'PutObject',
    'DeleteObject',
    'HeadObject',
    'ListObjects',
    'CopyObject',
    'UploadPart',
    'RestoreObject',
    'CreateMultipartUpload',
    'CompleteMultipartUpload',
    'AbortMultipartUpload',
    'SelectObjectContent',
  ],
  'lambda.amazonaws.com': ['Invoke'],
  'dynamodb.amazonaws.com': [
    'GetItem',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'Query',
    'Scan',
    'BatchGetItem',
    'TransactGetItems',
    'ExecuteStatement',
  ],
};

/**
 * Those of the calls that are data events.
 * @param eventNames - as {@link isDataEvent} takes them; every call of the service when it is empty
 */
export function dataEventsOf(eventSource: string, eventNames: readonly string[]): readonly string[] {
  if (eventNames.length > 0) return eventNames.filter((name) => isDataEvent(eventSource, name));
  return Object.hasOwn(USUAL, eventSource) ? (USUAL[eventSource]?.slice(0, 3) ?? []) : [];
}

/** A data event whose name begins so; undefined when none is known. */
export function usualDataEvent(eventSource: string, begins: string): string | undefined {
  if (!Object.hasOwn(USUAL, eventSource)) return undefined;
  return USUAL[eventSource]?.find((name) => name.startsWith(begins));
}

/** Whether every event of its examples that it counts is one: then a trail that records none never makes it fire. */
export function countsDataEventsAlone({ examples }: Pick<Detection, 'examples'>): boolean {
  const counted = examples.filter(({ fires }) => fires);
  return (
    counted.length > 0 &&
    counted.every(({ event }) => isDataEvent(textAt(event, 'eventSource'), textAt(event, 'eventName')))
  );
}

/** @param eventName - as CloudTrail writes it, `*` at its end stands for any text: then whether some call is one */
export function isDataEvent(eventSource: string, eventName: string): boolean {
  if (!Object.hasOwn(DATA_CALLS, eventSource)) return false;
  const name = eventName.replace(/\*$/, '');
  if (DATA_CALLS[eventSource]?.test(name)) return true;
  return name !== eventName && usualDataEvent(eventSource, name) !== undefined;
}
