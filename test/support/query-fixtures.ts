// A query and its result, for the tests of what is made of them.
import type { BoundQuery, QueryResult, QueryTemplate } from '../../bot/domain/query/query.ts';

export function template(changes: Partial<QueryTemplate> = {}): QueryTemplate {
  return {
    id: 'refused-calls',
    title: 'Refused calls',
    question: 'Who was refused what?',
    parameters: [{ name: 'principal', type: 'principal', title: 'User or role' }],
    text: 'filter userIdentity.userName = "{{principal}}" | stats count(*) as calls by eventName | limit 500',
    show: { kind: 'table' },
    windowHours: 24,
    ...changes,
  };
}

export const ASKED_AT = new Date('2026-11-22T14:05:00Z');

export function boundQuery(changes: Partial<BoundQuery> = {}): BoundQuery {
  return {
    template: template(),
    values: { principal: 'alice' },
    text: 'filter userIdentity.userName = "alice" | stats count(*) as calls by eventName | limit 500',
    from: new Date('2026-11-21T14:05:00Z'),
    to: ASKED_AT,
    ...changes,
  };
}

export function queryResult(changes: Partial<QueryResult> = {}): QueryResult {
  return {
    state: 'complete',
    columns: ['call', 'calls'],
    rows: [
      ['DeleteTrail', '3'],
      ['StopLogging', '1'],
    ],
    recordsMatched: 4,
    recordsScanned: 12_345,
    bytesScanned: 4 * 2 ** 30,
    ...changes,
  };
}
