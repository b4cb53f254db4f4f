import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findReadOnly } from '../../../bot/domain/scan/find-read-only.ts';

const find = (fields: string) => {
  const text = `{"eventSource":"iam.amazonaws.com"${fields}}`;
  return findReadOnly(text, text.indexOf('"', 17) + 1, text.length);
};

describe('whether a call was a read', () => {
  it('is what the record says, beside other fields', () => {
    expect(find(',"requestParameters":{"a":[1,{"b":null}]},"readOnly":true,"eventType":"AwsApiCall"')).toBe(
      'true',
    );
    expect(find(',"eventID":"1","readOnly":false')).toBe('false');
    expect(find('')).toBe('missing');
    expect(find(',"eventID":"1"')).toBe('missing');
  });

  it('is not what a field within another, or a text, says', () => {
    expect(find(',"requestParameters":{"readOnly":true}')).toBe('missing');
    expect(find(',"requestParameters":{"mountPoints":[{"readOnly":true}]},"readOnly":false')).toBe('false');
    expect(find(',"errorMessage":"},\\"readOnly\\":true"')).toBe('missing');
    expect(find(',"errorMessage":"\\\\","readOnly":true')).toBe('true');
  });

  it('is the last one of several, as JSON has it', () => {
    expect(find(',"readOnly":true,"readOnly":false')).toBe('false');
  });

  it.each([
    ['another value', ',"readOnly":"true"'],
    ['null', ',"readOnly":null'],
    ['a space before the value', ',"readOnly": true'],
    ['a space before the name', ', "readOnly":true'],
    ['an escape in a name', ',"read\\u004fnly":true'],
    ['a record that is cut off', ',"readOnly":true,"eventID":"1'],
    ['more than a record', ',"readOnly":true}}'],
  ])('is not known of %s', (_, fields) => {
    expect(find(fields)).toBeUndefined();
  });

  it('agrees with JSON.parse wherever it says anything', () => {
    const key = fc.oneof(fc.constantFrom('readOnly', 'readonly', 'eventID'), fc.string());
    const value = fc.oneof(fc.boolean(), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (fields) => {
        const text = fields.map(([name, it]) => `,${JSON.stringify(name)}:${JSON.stringify(it)}`).join('');
        const { readOnly } = JSON.parse(`{"eventSource":"iam.amazonaws.com"${text}}`);
        const found = find(text);
        if (found !== undefined) expect(found).toBe(readOnly === undefined ? 'missing' : String(readOnly));
        else expect(text).toMatch(/\\|"readOnly":(?!true|false)/);
      }),
      { numRuns: 2_000 },
    );
  });
});
