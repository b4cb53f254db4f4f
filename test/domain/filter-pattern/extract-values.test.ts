import { describe, expect, it } from 'vitest';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';

const MESSAGE = JSON.stringify({
  eventName: 'ConsoleLogin',
  readOnly: false,
  responseElements: null,
  latency: 404,
  userIdentity: { type: 'Root' },
  resources: [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::IAM::Role' }],
});

describe('the values of a JSON filter pattern', () => {
  const pattern = compileFilterPattern(
    '{ $.latency > 1 && ($.eventName = "*" || $.readOnly IS TRUE || $.responseElements IS NULL) && ' +
      '$.errorCode NOT EXISTS && $.resources[*].type = "*" && $.latency < 500 && $.userIdentity NOT EXISTS }',
  );

  it('are given as text, once for each selector, in pattern order', () => {
    expect(Object.entries(pattern.extract(MESSAGE))).toEqual([
      ['$.latency', '404'],
      ['$.eventName', 'ConsoleLogin'],
      ['$.readOnly', 'false'],
      ['$.responseElements', 'null'],
      ['$.resources[*].type', 'AWS::S3::Bucket'],
    ]);
  });

  it('are none of the last record in the next one', () => {
    pattern.extract(MESSAGE);
    expect(pattern.extract('{"eventName":"AssumeRole"}')).toEqual({ '$.eventName': 'AssumeRole' });
  });

  it('are none for a message that is not JSON, and for other kinds of pattern', () => {
    expect(pattern.extract('START RequestId')).toEqual({});
    expect(compileFilterPattern('ConsoleLogin').extract(MESSAGE)).toEqual({});
    expect(compileFilterPattern('').extract(MESSAGE)).toEqual({});
  });
});
