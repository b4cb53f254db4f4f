// A containment back from JSON: the dates are dates again, and whom it is about is read from the ARN.
import {
  type Change,
  CONTAINMENT_STATES,
  type Containment,
  type Decision,
  type Happening,
  type Release,
  type TrackedChange,
} from '../domain/containment/containment.ts';
import { parseTarget } from '../domain/containment/target.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseJson } from '../domain/read-json.ts';
import type { Json } from './json.ts';

export function encodeContainment(containment: Containment): string {
  return JSON.stringify(containment);
}

/** @throws TrailbotError `record_invalid` for text that {@link encodeContainment} did not write. */
export function decodeContainment(text: unknown): Containment {
  try {
    return decode(parseJson(String(text)) as Json<Containment>);
  } catch (error) {
    if (error instanceof TrailbotError) throw error;
    // What is missing is found out by reading it: a TypeError.
    throw unreadable('parts of it are missing', error);
  }
}

function decode(json: Json<Containment>): Containment {
  const { target, since, requested, approved, endsAt, changes, appliedAt, verifiedAt, ...more } = json;
  const { release, history, ...rest } = more;
  const known = parseTarget(target.arn);
  if (!known) throw unreadable('it names nobody');
  if (!CONTAINMENT_STATES.includes(rest.state)) throw unreadable('its state is none');
  return {
    ...rest,
    target: known,
    since: dateOf(since),
    requested: decodeDecision(requested),
    changes: changes.map(decodeTracked),
    history: history.map(decodeHappening),
    ...(approved !== undefined && { approved: decodeDecision(approved) }),
    ...(endsAt !== undefined && { endsAt: dateOf(endsAt) }),
    ...(appliedAt !== undefined && { appliedAt: dateOf(appliedAt) }),
    ...(verifiedAt !== undefined && { verifiedAt: dateOf(verifiedAt) }),
    ...(release !== undefined && { release: decodeRelease(release) }),
  };
}

/** @throws TrailbotError `record_invalid` when one of its dates is none. */
export function decodeHappening(json: Json<Happening>): Happening {
  const at = dateOf(json.at);
  switch (json.kind) {
    case 'applied':
    case 'failed':
      return { ...json, at, now: json.now.map(decodeChange) };
    case 'ending':
      return { ...json, at, endsAt: dateOf(json.endsAt) };
    case 'released':
      return { ...json, at, back: json.back.map(decodeChange), lost: json.lost.map(decodeChange) };
    default:
      return { ...json, at };
  }
}

function decodeTracked(json: Json<TrackedChange>): TrackedChange {
  return { ...decodeChange(json), state: json.state };
}

/** Only of revoked sessions `before` is a time: of a boundary it is an ARN. */
function decodeChange(json: Json<Change>): Change {
  return json.kind === 'sessions' ? { ...json, before: dateOf(json.before) } : json;
}

function decodeDecision(json: Json<Decision>): Decision {
  return { ...json, at: dateOf(json.at) };
}

function decodeRelease({ requested, approved, ...rest }: Json<Release>): Release {
  return {
    ...rest,
    requested: { ...requested, at: dateOf(requested.at) },
    ...(approved !== undefined && { approved: decodeDecision(approved) }),
  };
}

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw unreadable('one of its dates is none');
  return date;
}

function unreadable(why: string, cause?: unknown): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: `A containment in the table cannot be read: ${why}.`,
    hint: 'Look at the item under CONTAINMENT in the table. Who it is about may still be locked out: look in IAM.',
    cause,
  });
}
