// CloudWatch Logs operations on log streams: create, describe, delete.
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { flagOf, textOf } from '../input-members.ts';
import { invalidParameter, requireText } from './logs-input.ts';
import { byKey, describePage } from './logs-page.ts';
import {
  groupOf,
  identifiedGroup,
  type LogGroup,
  type LogGroups,
  type LogStream,
  STREAM_OR_FILTER_NAME,
} from './logs-state.ts';

export function createStreamOperations(groups: LogGroups, clock: Clock): Service {
  return {
    CreateLogStream(input) {
      const group = groupOf(groups, input);
      const name = requireText(input, 'logStreamName', 512, STREAM_OR_FILTER_NAME);
      if (group.streams.has(name)) {
        throw new AwsFault('ResourceAlreadyExistsException', 'The specified log stream already exists');
      }
      addStream(group, name, clock);
      return {};
    },

    DescribeLogStreams(input) {
      const group = identifiedGroup(groups, input);
      const prefix = textOf(input, 'logStreamNamePrefix');
      const keyOf = orderOf(input, prefix);
      const streams = [...group.streams.values()]
        .filter(({ name }) => name.startsWith(prefix ?? ''))
        .sort(byKey(keyOf));
      if (flagOf(input, 'descending') === true) streams.reverse();
      const { page, nextToken } = describePage(streams, keyOf, input);
      return { logStreams: page.map(describe), nextToken };
    },

    DeleteLogStream(input) {
      const group = groupOf(groups, input);
      const { name } = streamOf(group, input);
      group.streams.delete(name);
      group.events = group.events.filter(({ stream }) => stream !== name);
      return {};
    },
  };
}

export function addStream(group: LogGroup, name: string, clock: Clock): void {
  group.streams.set(name, {
    name,
    arn: `${group.arn}:log-stream:${name}`,
    creationTime: clock.now().getTime(),
  });
}

/** @throws AwsFault `ResourceNotFoundException`. */
export function streamOf(group: LogGroup, input: Input): LogStream {
  const stream = group.streams.get(requireText(input, 'logStreamName', 512, STREAM_OR_FILTER_NAME));
  if (stream === undefined) {
    throw new AwsFault('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  return stream;
}

function orderOf(input: Input, prefix: string | undefined): (stream: LogStream) => string {
  if (textOf(input, 'orderBy') !== 'LastEventTime') return ({ name }) => name;
  if (prefix !== undefined)
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  return ({ lastEventTimestamp = 0, name }) => `${String(lastEventTimestamp).padStart(15, '0')} ${name}`;
}

function describe({ name, ...stream }: LogStream) {
  return { logStreamName: name, ...stream, uploadSequenceToken: UPLOAD_SEQUENCE_TOKEN, storedBytes: 0 };
}

/** Sequence tokens are ignored since 2023, and every answer still carries one. */
export const UPLOAD_SEQUENCE_TOKEN = '49039859653264130148431414764364110521374735414263472130';
