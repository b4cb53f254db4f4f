// Decides what an event that a detection counted is worth: which lane, how severe, and why.

import type { JsonObject } from '../event/trail-event.ts';
import type { JmespathCondition } from './compile-jmespath.ts';
import type { Lane, Severity } from './detection.ts';
import { higher } from './severity.ts';

export interface Verdict {
  readonly lane: Lane;
  /** The detection's own severity, or the highest that a `raise` rule gave. */
  readonly severity: Severity;
  /** Each completes the sentence "because …". Empty when nothing was raised and everything could be judged. */
  readonly because: readonly string[];
}

/** A detection's conditions, ready to be asked. */
export interface Conditions {
  readonly severity: Severity;
  /** Absent: every match is worth a page. */
  readonly signal: JmespathCondition | undefined;
  readonly raise: readonly {
    readonly when: JmespathCondition;
    readonly to: Severity;
    readonly because: string;
  }[];
}

/**
 * What cannot be judged counts as the worse case and says so: a record made to break a rule must never hide behind it.
 */
export function judge(conditions: Conditions, record: JsonObject): Verdict {
  const because: string[] = [];
  const lane = laneOf(conditions.signal, record, because);
  let severity = conditions.severity;
  for (const rule of conditions.raise) {
    const held = ask(rule.when, record);
    if (held === false) continue;
    because.push(held ? rule.because : `${rule.because} (assumed: the record could not be read)`);
    severity = higher(severity, rule.to);
  }
  return { lane, severity, because };
}

function laneOf(signal: JmespathCondition | undefined, record: JsonObject, because: string[]): Lane {
  const held = signal === undefined || ask(signal, record);
  if (held === undefined)
    because.push('the record could not be judged: its fields are not of the usual types');
  return held === false ? 'review' : 'page';
}

/** Undefined when the record broke the condition. */
function ask(condition: JmespathCondition, record: JsonObject): boolean | undefined {
  try {
    return condition(record);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
