// A harmless record that a detection takes for the real thing: what `/trail test` sends down the whole way.
import type { CompiledCatalog, CompiledDetection } from '../detection/compile-detection.ts';
import type { Detection } from '../detection/detection.ts';
import { parseTrailEvent } from '../event/parse-trail-event.ts';
import type { JsonObject } from '../event/trail-event.ts';
import { TEST_MARK } from './is-test-event.ts';

/** Who made the call, in every test record: what people read in the alert. */
export const TEST_ACTOR = 'trailbot-test';
const DEFAULT_DETECTION = 'cloudtrail-changes';
/** More copies would page people about a storm that there is none of. */
const MOST_COPIES = 20;

export interface TestPlan {
  readonly detection: Detection;
  /** As many as the alarm's threshold asks for. */
  readonly records: readonly JsonObject[];
  /** The last record's. */
  readonly eventID: string;
}
/** Why nothing was sent, and what to do instead. */
export interface TestRefusal {
  readonly refused: string;
  readonly hint: string;
}

export interface TestStamp {
  /** Unique for the test; letters, digits and `-` only. */
  readonly id: string;
  readonly now: Date;
  /** Undefined: the account of the detection's own example. */
  readonly accountId: string | undefined;
}

/** @param wanted a detection's id; undefined takes one that every catalog is likely to have. */
export function planTest(
  catalog: CompiledCatalog,
  wanted: string | undefined,
  stamp: TestStamp,
): TestPlan | TestRefusal {
  const { detections } = catalog;
  const chosen =
    wanted === undefined
      ? (detections.find(({ detection }) => detection.id === DEFAULT_DETECTION) ??
        detections.find(({ detection }) => detection.alarm.threshold === 1))
      : detections.find(({ detection }) => detection.id === wanted);
  if (!chosen)
    return {
      refused: wanted === undefined ? 'There is no detection to test with.' : 'There is no such detection.',
      hint: `Type /trail test alone, or with the name of a detection such as ${DEFAULT_DETECTION}.`,
    };
  const { threshold } = chosen.detection.alarm;
  if (threshold > MOST_COPIES)
    return {
      refused: `${chosen.detection.id} goes off after ${threshold} events, too many for a test.`,
      hint: 'Type /trail test alone: it takes a detection that goes off at once.',
    };
  const template = findTemplate(chosen, stamp);
  if (!template)
    return {
      refused: `${chosen.detection.id} looks at who called, and a test is only ever sent in the name of ${TEST_ACTOR}.`,
      hint: 'Type /trail test alone: it takes a detection that looks at the call.',
    };
  const ids = Array.from({ length: Math.max(1, threshold) }, (_, index) => eventIdOf(stamp.id, index));
  return {
    detection: chosen.detection,
    records: ids.map((eventID) => ({ ...template, eventID })),
    eventID: ids.at(-1) ?? '',
  };
}

/** The first example that still pages when the test's actor made the call. */
function findTemplate({ detection, judge }: CompiledDetection, stamp: TestStamp): JsonObject | undefined {
  return detection.examples
    .filter(({ fires }) => fires)
    .flatMap(({ event }) => [disguise(event, stamp, true), disguise(event, stamp, false)])
    .find((record) => judge(parseTrailEvent(record))?.lane === 'page');
}

/** @param named also the user agent says that it is a test, where the detection does not look at that. */
function disguise(event: JsonObject, { id, now, accountId }: TestStamp, named: boolean): JsonObject {
  const account = accountId ?? parseTrailEvent(event).accountId;
  const { sharedEventID: _other, vpcEndpointId: _place, ...rest } = event;
  return {
    ...rest,
    eventID: eventIdOf(id, 0),
    requestID: `${TEST_ACTOR}-${id}`,
    eventTime: `${now.toISOString().slice(0, 19)}Z`,
    recipientAccountId: account,
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDATRAILBOTTEST',
      arn: `arn:aws:iam::${account}:user/${TEST_ACTOR}`,
      accountId: account,
      userName: TEST_ACTOR,
    },
    ...(named && { userAgent: `${TEST_ACTOR}-${id}` }),
  };
}

/** What is unique comes first: incidents tell events apart by the beginning of their ids. */
function eventIdOf(id: string, index: number): string {
  return `${id}-${index}${TEST_MARK}`;
}
