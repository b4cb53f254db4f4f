// Metric filters: put, describe, delete and test them.
import type { FilterPattern } from '../../../domain/filter-pattern/compile-filter-pattern.ts';
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { entriesOf, structuresOf, textOf, textsOf } from '../input-members.ts';
import { constraint, invalidParameter, requireText } from './logs-input.ts';
import { byKey, describePage } from './logs-page.ts';
import { compilePattern, hasRegex } from './logs-pattern.ts';
import {
  groupOf,
  type LogGroup,
  type LogGroups,
  type MetricFilter,
  type MetricTransformation,
  STREAM_OR_FILTER_NAME,
} from './logs-state.ts';

const MAX_FILTERS = 100;
const MAX_REGEX_PATTERNS = 5;
const MAX_DIMENSIONS = 3;
const MAX_TEST_MESSAGES = 50;
const METRIC_NAME = /^[^:*$]*$/;

export function createMetricFilterOperations(groups: LogGroups, clock: Clock): Service {
  return {
    PutMetricFilter(input) {
      const group = groupOf(groups, input);
      const name = requireText(input, 'filterName', 512, STREAM_OR_FILTER_NAME);
      const pattern = requirePattern(input);
      const transformation = parseTransformation(input, pattern);
      if (!group.metricFilters.has(name) && group.metricFilters.size >= MAX_FILTERS) throw limitExceeded();
      checkRegexPatterns(group, pattern, name);
      const creationTime = clock.now().getTime();
      group.metricFilters.set(name, {
        name,
        pattern,
        transformation,
        fields: fieldsOf(transformation),
        creationTime,
      });
      return {};
    },

    DescribeMetricFilters(input) {
      const only = textOf(input, 'logGroupName') === undefined ? undefined : groupOf(groups, input);
      const found = (only === undefined ? [...groups.values()] : [only]).flatMap((group) =>
        [...group.metricFilters.values()]
          .filter((filter) => isAskedFor(filter, input))
          .map((filter) => ({ key: `${filter.name} ${group.name}`, description: describe(group, filter) })),
      );
      const keyOf = ({ key }: { key: string }) => key;
      const { page, nextToken } = describePage(found.sort(byKey(keyOf)), keyOf, input);
      return { metricFilters: page.map(({ description }) => description), nextToken };
    },

    DeleteMetricFilter(input) {
      const group = groupOf(groups, input);
      if (!group.metricFilters.delete(requireText(input, 'filterName', 512, STREAM_OR_FILTER_NAME))) {
        throw new AwsFault('ResourceNotFoundException', 'The specified metric filter does not exist.');
      }
      return {};
    },

    TestMetricFilter(input) {
      const pattern = requirePattern(input);
      const messages = textsOf(input, 'logEventMessages');
      if (messages.length < 1 || messages.length > MAX_TEST_MESSAGES) {
        throw constraint(
          'logEventMessages',
          `[${messages.length}]`,
          `Member must have length between 1 and ${MAX_TEST_MESSAGES}`,
        );
      }
      const matches = messages.flatMap((eventMessage, index) =>
        pattern.matches(eventMessage)
          ? [{ eventNumber: index + 1, eventMessage, extractedValues: pattern.extract(eventMessage) }]
          : [],
      );
      return { matches };
    },
  };
}

/** The empty pattern is allowed: it matches everything. */
export function requirePattern(input: Input): FilterPattern {
  const text = textOf(input, 'filterPattern');
  if (text === undefined) throw constraint('filterPattern', 'null', 'Member must not be null');
  return compilePattern(text);
}

/** @throws AwsFault `LimitExceededException` when the group would have a sixth pattern with a regular expression. */
export function checkRegexPatterns(group: LogGroup, pattern: FilterPattern, replacedName: string): void {
  if (!hasRegex(pattern)) return;
  const others = [...group.metricFilters.values(), ...group.subscriptionFilters.values()].filter(
    (filter) => filter.name !== replacedName && hasRegex(filter.pattern),
  );
  if (others.length >= MAX_REGEX_PATTERNS) throw limitExceeded();
}

export function limitExceeded(): AwsFault {
  return new AwsFault('LimitExceededException', 'Resource limit exceeded.');
}

function parseTransformation(input: Input, pattern: FilterPattern): MetricTransformation {
  const items = structuresOf(input, 'metricTransformations');
  const [item] = items;
  if (item === undefined || items.length !== 1) {
    const bound = items.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 1';
    throw constraint('metricTransformations', `[${items.length}]`, `Member must have length ${bound}`);
  }
  const metricValue = requireText(item, 'metricValue', 100);
  if (!metricValue.startsWith('$') && Number.isNaN(Number(metricValue))) {
    throw invalidParameter(
      `Invalid metric transformation: the value "${metricValue}" is no number and no field.`,
    );
  }
  const { defaultValue } = item;
  const dimensions = parseDimensions(item, pattern);
  if (defaultValue !== undefined && dimensions !== undefined) {
    throw invalidParameter(
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
    );
  }
  const unit = textOf(item, 'unit');
  return {
    metricName: requireText(item, 'metricName', 255, METRIC_NAME),
    metricNamespace: requireText(item, 'metricNamespace', 255, METRIC_NAME),
    metricValue,
    ...(typeof defaultValue === 'number' && { defaultValue }),
    ...(dimensions !== undefined && { dimensions }),
    ...(unit !== undefined && { unit }),
  };
}

/** @throws AwsFault when the value or a dimension is no selector. */
function fieldsOf({ metricValue, dimensions = {} }: MetricTransformation): MetricFilter['fields'] {
  const selectors = Object.values(dimensions);
  if (metricValue.startsWith('$')) selectors.push(metricValue);
  return new Map(selectors.map((selector) => [selector, compileField(selector)]));
}

function compileField(selector: string): FilterPattern {
  const pattern = compilePattern(`{ ${selector} = "*" }`);
  const { expression } = pattern;
  if (expression?.kind !== 'text' || expression.selector.text !== selector) {
    throw invalidParameter(`Invalid metric transformation: "${selector}" is not a field selector.`);
  }
  return pattern;
}

function parseDimensions(item: Input, pattern: FilterPattern): Record<string, string> | undefined {
  const pairs = entriesOf(item, 'dimensions').map(([key, value]) => [key, String(value)] as const);
  if (pairs.length === 0) return undefined;
  if (pairs.length > MAX_DIMENSIONS || pattern.kind !== 'json') {
    throw invalidParameter(
      'Invalid metric transformation: at most 3 dimensions, and only with a JSON filter pattern.',
    );
  }
  return Object.fromEntries(pairs);
}

function isAskedFor(filter: MetricFilter, input: Input): boolean {
  const metric = textOf(input, 'metricName');
  const namespace = textOf(input, 'metricNamespace');
  return (
    filter.name.startsWith(textOf(input, 'filterNamePrefix') ?? '') &&
    (metric === undefined || metric === filter.transformation.metricName) &&
    (namespace === undefined || namespace === filter.transformation.metricNamespace)
  );
}

function describe(group: LogGroup, { name, pattern, transformation, creationTime }: MetricFilter) {
  return {
    filterName: name,
    filterPattern: pattern.text,
    metricTransformations: [transformation],
    creationTime,
    logGroupName: group.name,
    applyOnTransformedLogs: false,
  };
}
