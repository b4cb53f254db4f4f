// Event selectors: which events a trail records. Whoever narrows them blinds the trail while it says it is logging.
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import { AwsFault, type Input } from '../call.ts';
import { flagOf, structuresOf, textOf, textsOf } from '../input-members.ts';
import { isManagementEvent, objectOf } from './cloudtrail-record.ts';

/** Either kind, as it was put; never both. */
export type Selectors =
  | { readonly EventSelectors: readonly Input[] }
  | { readonly AdvancedEventSelectors: readonly Input[] };

export const DEFAULT_SELECTORS: Selectors = {
  EventSelectors: [
    {
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
    },
  ],
};
const MAX_BASIC = 5;
const OPERATORS = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;

/** @throws AwsFault `InvalidEventSelectorsException` */
export function parseSelectors(input: Input): Selectors {
  const basic = structuresOf(input, 'EventSelectors');
  const advanced = structuresOf(input, 'AdvancedEventSelectors');
  if (basic.length > 0 === advanced.length > 0) {
    throw invalid('Specify either EventSelectors or AdvancedEventSelectors, and at least one selector.');
  }
  if (basic.length > MAX_BASIC) throw invalid(`A trail can have up to ${MAX_BASIC} event selectors.`);
  if (basic.length > 0) return { EventSelectors: basic.map(parseBasic) };
  for (const selector of advanced) checkAdvanced(selector);
  return { AdvancedEventSelectors: advanced };
}

function parseBasic(selector: Input): Input {
  const ReadWriteType = textOf(selector, 'ReadWriteType') ?? 'All';
  if (!['All', 'ReadOnly', 'WriteOnly'].includes(ReadWriteType)) {
    throw invalid(`Invalid ReadWriteType: ${ReadWriteType}. Use All, ReadOnly or WriteOnly.`);
  }
  return {
    ReadWriteType,
    IncludeManagementEvents: flagOf(selector, 'IncludeManagementEvents') ?? true,
    DataResources: structuresOf(selector, 'DataResources'),
    ExcludeManagementEventSources: textsOf(selector, 'ExcludeManagementEventSources'),
  };
}

function checkAdvanced(selector: Input): void {
  const fields = structuresOf(selector, 'FieldSelectors');
  if (!fields.some((it) => it.Field === 'eventCategory' && textsOf(it, 'Equals').length === 1)) {
    throw invalid(
      'An advanced event selector needs a field selector of eventCategory with one Equals value.',
    );
  }
  for (const field of fields) {
    if (!OPERATORS.some((operator) => textsOf(field, operator).length > 0)) {
      throw invalid(
        `The field selector of ${textOf(field, 'Field') ?? 'a field'} has no operator with a value.`,
      );
    }
  }
}

/** Whether a trail with these selectors records the event. */
export function admits(selectors: Selectors, record: JsonObject): boolean {
  if ('EventSelectors' in selectors) return selectors.EventSelectors.some((it) => admitsBasic(it, record));
  return selectors.AdvancedEventSelectors.some((selector) =>
    structuresOf(selector, 'FieldSelectors').every((field) => holds(field, record)),
  );
}

function admitsBasic(selector: Input, record: JsonObject): boolean {
  const readOnly = record.readOnly === true;
  if (selector.ReadWriteType === 'ReadOnly' && !readOnly) return false;
  if (selector.ReadWriteType === 'WriteOnly' && readOnly) return false;
  if (isManagementEvent(record)) {
    const excluded = textsOf(selector, 'ExcludeManagementEventSources');
    return selector.IncludeManagementEvents === true && !excluded.includes(String(record.eventSource));
  }
  const types = valuesOf(record, 'resources.type');
  return structuresOf(selector, 'DataResources').some((it) => types.includes(textOf(it, 'Type') ?? ''));
}

function holds(field: Input, record: JsonObject): boolean {
  const values = valuesOf(record, textOf(field, 'Field') ?? '');
  const one = (operator: (typeof OPERATORS)[number], test: (value: string, wanted: string) => boolean) =>
    textsOf(field, operator).some((wanted) => values.some((value) => test(value, wanted)));
  const wants = OPERATORS.slice(0, 3).some((operator) => textsOf(field, operator).length > 0);
  const is =
    one('Equals', (value, wanted) => value === wanted) ||
    one('StartsWith', (value, wanted) => value.startsWith(wanted)) ||
    one('EndsWith', (value, wanted) => value.endsWith(wanted));
  const isNot =
    one('NotEquals', (value, wanted) => value === wanted) ||
    one('NotStartsWith', (value, wanted) => value.startsWith(wanted)) ||
    one('NotEndsWith', (value, wanted) => value.endsWith(wanted));
  return (is || !wants) && !isNot;
}

/** A field's values as text: `resources.ARN` has one a resource, a path such as `userIdentity.arn` at most one. */
function valuesOf(record: JsonObject, field: string): readonly string[] {
  const [head = '', ...rest] = field.split('.');
  if (field === 'eventCategory') return [String(record.eventCategory ?? 'Management')];
  const found = Array.isArray(record[head]) ? record[head] : [record[head]];
  return found.flatMap((start: unknown) => {
    const value = rest.reduce<unknown>(
      (it, key) => (Object.hasOwn(objectOf(it), key) ? objectOf(it)[key] : undefined),
      start,
    );
    return value === undefined || value === null || typeof value === 'object' ? [] : [String(value)];
  });
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidEventSelectorsException', message);
}
