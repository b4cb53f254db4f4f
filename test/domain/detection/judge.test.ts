import { describe, expect, it } from 'vitest';
import { compileJmespath } from '../../../bot/domain/detection/compile-jmespath.ts';
import { type Conditions, judge } from '../../../bot/domain/detection/judge.ts';

function conditions(over: Partial<Conditions> = {}): Conditions {
  return { severity: 'medium', signal: undefined, raise: [], ...over };
}

function rule(when: string, to: 'low' | 'high' | 'critical', because: string) {
  return { when: compileJmespath(when), to, because };
}

describe('judge', () => {
  it('pages for every match when there is no signal', () => {
    expect(judge(conditions(), {})).toEqual({ lane: 'page', severity: 'medium', because: [] });
  });

  it('pages when the signal holds and puts the match in the review when it does not', () => {
    const signal = compileJmespath('!errorCode');
    expect(judge(conditions({ signal }), { eventName: 'StopLogging' }).lane).toBe('page');
    expect(judge(conditions({ signal }), { errorCode: 'AccessDenied' }).lane).toBe('review');
  });

  it('pages, and says why, when a record breaks the signal', () => {
    const signal = compileJmespath("starts_with(eventName, 'Create')");
    const verdict = judge(conditions({ signal }), { eventName: 42 });
    expect(verdict.lane).toBe('page');
    expect(verdict.because).toEqual([
      'the record could not be judged: its fields are not of the usual types',
    ]);
  });

  it('lifts the severity to the highest rule that holds and gives each reason', () => {
    const raise = [rule('a', 'critical', 'of a'), rule('b', 'high', 'of b'), rule('c', 'critical', 'of c')];
    const verdict = judge(conditions({ raise }), { a: true, b: true, c: false });
    expect(verdict).toMatchObject({ severity: 'critical', because: ['of a', 'of b'] });
  });

  it('never lowers the severity', () => {
    expect(judge(conditions({ raise: [rule('a', 'low', 'of a')] }), { a: true }).severity).toBe('medium');
  });

  it('assumes the worse when a record breaks a raise rule', () => {
    const raise = [rule("starts_with(name, 'x')", 'critical', 'it is called x')];
    const verdict = judge(conditions({ raise }), { name: ['x'] });
    expect(verdict.severity).toBe('critical');
    expect(verdict.because).toEqual(['it is called x (assumed: the record could not be read)']);
  });
});
