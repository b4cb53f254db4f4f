// What the sandbox's CloudWatch Logs holds: log groups with their streams, events and filters.
import type { FilterPattern } from '../../../domain/filter-pattern/compile-filter-pattern.ts';
import { AwsFault, type Input } from '../call.ts';
import { textOf } from '../input-members.ts';
import { invalidParameter, requireText } from './logs-input.ts';

export interface LogEvent {
  /** 56 digits that sort as the events do. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  /** Epoch milliseconds. */
  readonly ingestionTime: number;
  readonly stream: string;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
}

export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number as text, or the selector of the field that holds it. */
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly unit?: string;
}

export interface MetricFilter {
  readonly name: string;
  readonly pattern: FilterPattern;
  readonly transformation: MetricTransformation;
  /** Reads the fields that the transformation takes its value and dimensions from, by selector. */
  readonly fields: ReadonlyMap<string, FilterPattern>;
  readonly creationTime: number;
}

export interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: FilterPattern;
  readonly destinationArn: string;
  readonly roleArn: string | undefined;
  readonly distribution: string;
  readonly creationTime: number;
}

export interface LogGroup {
  readonly name: string;
  /** Without the `:*` that some answers add. */
  readonly arn: string;
  readonly creationTime: number;
  retentionInDays: number | undefined;
  readonly streams: Map<string, LogStream>;
  /** By timestamp, then by arrival; bounded, oldest first out. */
  events: LogEvent[];
  storedBytes: number;
  readonly metricFilters: Map<string, MetricFilter>;
  readonly subscriptionFilters: Map<string, SubscriptionFilter>;
  readonly tags: Map<string, string>;
}

export type LogGroups = Map<string, LogGroup>;

export const GROUP_NAME = /^[.\-_/#A-Za-z0-9]+$/;
export const STREAM_OR_FILTER_NAME = /^[^:*]*$/;

/** @throws AwsFault `ResourceNotFoundException`. */
export function findGroup(groups: LogGroups, name: string): LogGroup {
  const group = groups.get(name);
  if (group === undefined) {
    throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

/** The group that `logGroupName` names. */
export function groupOf(groups: LogGroups, input: Input): LogGroup {
  return findGroup(groups, requireText(input, 'logGroupName', 512, GROUP_NAME));
}

/** The group that either `logGroupName` or `logGroupIdentifier` (name or ARN) names. */
export function identifiedGroup(groups: LogGroups, input: Input): LogGroup {
  const identifier = textOf(input, 'logGroupIdentifier');
  if (identifier === undefined) return groupOf(groups, input);
  if (textOf(input, 'logGroupName') !== undefined) {
    throw invalidParameter('Either logGroupName or logGroupIdentifier must be given, not both.');
  }
  return findGroup(groups, groupNameOf(identifier));
}

/** A group's name from its name or ARN. */
export function groupNameOf(identifier: string): string {
  if (!identifier.startsWith('arn:')) return identifier;
  return identifier.split(':')[6] ?? '';
}
