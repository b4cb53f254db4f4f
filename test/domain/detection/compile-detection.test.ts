import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCatalog, compileDetection } from '../../../bot/domain/detection/compile-detection.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';

function detection(over: Partial<Detection> = {}): Detection {
  return {
    id: 'user-made',
    title: 'A user was made',
    severity: 'high',
    why: '',
    filter: '{ $.eventName = "CreateUser" }',
    alarm: { threshold: 1, period: 60 },
    signal: "!errorCode && !by_service(@) && !starts_with(requestParameters.userName || '', 'test-')",
    raise: [
      { when: "requestParameters.path == '/admin/'", to: 'critical', because: 'it is an administrator' },
    ],
    queries: [],
    contain: 'actor',
    frameworks: {},
    runbook: [],
    examples: [],
    ...over,
  };
}

function event(over: JsonObject = {}) {
  return parseTrailEvent({ eventName: 'CreateUser', eventID: 'e-1', requestParameters: null, ...over });
}

describe('compileDetection', () => {
  it('has no verdict on an event that its filter does not count', () => {
    expect(compileDetection(detection()).judge(event({ eventName: 'ListUsers' }))).toBeUndefined();
  });

  it('judges what its filter counts', () => {
    const { judge } = compileDetection(detection());
    const requestParameters = { userName: 'alice', path: '/admin/' };
    expect(judge(event({ requestParameters }))).toEqual({
      lane: 'page',
      severity: 'critical',
      because: ['it is an administrator'],
    });
    expect(judge(event({ errorCode: 'AccessDenied' }))?.lane).toBe('review');
  });

  it('gives a verdict for any record at all, and never throws', () => {
    const { judge } = compileDetection(detection());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (fields, parameters) => {
        const verdict = judge(event({ ...fields, eventName: 'CreateUser', requestParameters: parameters }));
        return verdict?.lane === 'page' || verdict?.lane === 'review';
      }),
    );
  });

  it('refuses a filter or a condition that cannot be compiled', () => {
    expect(() => compileDetection(detection({ filter: '{ $.a EXISTS }' }))).toThrow(/EXISTS|Filter pattern/);
    expect(() => compileDetection(detection({ signal: 'a &&' }))).toThrow(/JMESPath/);
  });
});

describe('compileCatalog', () => {
  it('gives every detection that counts the event, in the order of the catalog', () => {
    const any = detection({ id: 'any-call', filter: '{ $.eventName = "*" }' });
    const { judgeAll } = compileCatalog([
      any,
      detection(),
      detection({ id: 'other', filter: '{ $.a = 1 }' }),
    ]);
    expect(judgeAll(event()).map((it) => it.detection.id)).toEqual(['any-call', 'user-made']);
  });
});
