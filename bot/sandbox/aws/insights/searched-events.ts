// Which events a query looks at: the log groups it names, and its range of time.
import { ACCOUNT_ID } from '../account.ts';
import { AwsFault, type Input } from '../call.ts';
import { integerOf, textOf, textsOf } from '../input-members.ts';
import { constraint, invalidParameter } from '../logs/logs-input.ts';
import { firstAfter } from '../logs/logs-put-events.ts';
import { groupNameOf, type LogEvent, type LogGroup } from '../logs/logs-state.ts';

export interface Found {
  readonly group: LogGroup;
  readonly event: LogEvent;
}

const MAX_GROUPS = 50;

/** @throws AwsFault unless the groups are named in exactly one way and are there. */
export function searchedGroups(groups: ReadonlyMap<string, LogGroup>, input: Input): readonly LogGroup[] {
  const single = textOf(input, 'logGroupName');
  const ways = [
    single === undefined ? [] : [single],
    textsOf(input, 'logGroupNames'),
    textsOf(input, 'logGroupIdentifiers').map(groupNameOf),
  ].filter((names) => names.length > 0);
  const [names] = ways;
  if (names === undefined || ways.length > 1) {
    throw invalidParameter(
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given.',
    );
  }
  if (names.length > MAX_GROUPS) throw invalidParameter(`At most ${MAX_GROUPS} log groups can be queried.`);
  return [...new Set(names)].map((name) => {
    const group = groups.get(name);
    if (group === undefined) {
      throw new AwsFault(
        'ResourceNotFoundException',
        `Log group '${name}' does not exist for account ID '${ACCOUNT_ID}'`,
      );
    }
    return group;
  });
}

/** Newest first. `startTime` and `endTime` are epoch seconds and both included, unlike anywhere else in CloudWatch Logs. */
export function searchedEvents(groups: readonly LogGroup[], input: Input): readonly Found[] {
  const from = integerOf(input, 'startTime');
  const to = integerOf(input, 'endTime');
  if (from === undefined || to === undefined || !(from >= 0) || !(to >= 0)) {
    throw constraint('startTime', 'null', 'startTime and endTime are seconds, 0 or more');
  }
  if (to < from) throw invalidParameter('Query time range is invalid: endTime is before startTime.');
  const found = groups.flatMap((group) =>
    group.events
      .slice(firstAfter(group.events, from * 1_000 - 1), firstAfter(group.events, to * 1_000 + 999))
      .map((event) => ({ group, event })),
  );
  return found.sort((left, right) => (left.event.id < right.event.id ? 1 : -1));
}
