import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf, fitted, missing } from '../../../bot/domain/detection/narrow.ts';
import { parseWheres } from '../../../bot/domain/detection/where.ts';
import { compileOfAnyLength } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';

const RECORD = {
  awsRegion: 'us-east-1',
  readOnly: false,
  sourceIPAddress: '192.0.2.10',
  userIdentity: { userName: 'alice' },
  requestParameters: null,
};

function counts(texts: readonly string[], record: object): boolean {
  return compileOfAnyLength(`{ ${clausesOf(parseWheres(texts)).join(' && ')} }`).matchesRecord(record);
}

describe('what conditions make of a filter', () => {
  it('is a value in straight double quotes', () => {
    expect(clausesOf(parseWheres(['requestParameters.bucketName=payroll']))).toEqual([
      '($.requestParameters.bucketName = "payroll")',
    ]);
  });

  it('counts as different what is not there at all, which != alone does not', () => {
    const different = ['userIdentity.userName!=alice'];
    expect(counts(different, { userIdentity: { type: 'Root' } })).toBe(true);
    expect(counts(different, { userIdentity: { userName: 'bob' } })).toBe(true);
    expect(counts(different, RECORD)).toBe(false);
  });

  it('takes two values of one field as alternatives, and two that are not wanted together', () => {
    const either = ['awsRegion=eu-west-1', 'awsRegion=eu-west-2'];
    expect(['eu-west-1', 'eu-west-2', 'us-east-1'].map((awsRegion) => counts(either, { awsRegion }))).toEqual(
      [true, true, false],
    );
    const neither = ['awsRegion!=eu-west-1', 'awsRegion!=eu-west-2'];
    expect(
      ['eu-west-1', 'eu-west-2', 'us-east-1'].map((awsRegion) => counts(neither, { awsRegion })),
    ).toEqual([false, false, true]);
  });

  it('counts a boolean and a number however the service writes it', () => {
    for (const readOnly of [true, 'true']) {
      expect(counts(['readOnly=true'], { readOnly })).toBe(true);
      expect(counts(['readOnly!=true'], { readOnly })).toBe(false);
      expect(counts(['readOnly!=false'], { readOnly })).toBe(true);
    }
    for (const port of [22, '22']) {
      expect(counts(['requestParameters.port=22'], { requestParameters: { port } })).toBe(true);
      expect(counts(['requestParameters.port!=22'], { requestParameters: { port } })).toBe(false);
      expect(counts(['requestParameters.port!=23'], { requestParameters: { port } })).toBe(true);
    }
  });

  it('leaves the id of an account a text', () => {
    expect(clausesOf(parseWheres(['recipientAccountId=123456789012']))).toEqual([
      '($.recipientAccountId = "123456789012")',
    ]);
  });
});

describe('what conditions make of an example', () => {
  it('is one that fits, and one for each condition that differs in that alone', () => {
    const wheres = parseWheres(['requestParameters.bucketName=payroll', 'userIdentity.userName!=alice']);
    expect(fitted(RECORD, wheres)).toEqual({
      ...RECORD,
      userIdentity: { userName: 'alice-2' },
      requestParameters: { bucketName: 'payroll' },
    });
    expect(missing(RECORD, wheres)).toEqual([
      {
        what: 'another requestParameters.bucketName',
        event: {
          ...RECORD,
          userIdentity: { userName: 'alice-2' },
          requestParameters: { bucketName: 'payroll-2' },
        },
      },
      {
        what: 'userIdentity.userName alice',
        event: { ...RECORD, requestParameters: { bucketName: 'payroll' } },
      },
    ]);
  });

  it('has booleans and numbers where records have them, and accounts and addresses that are nobody’s', () => {
    const other = (text: string) => missing(RECORD, parseWheres([text]))[0]?.event;
    expect(fitted(RECORD, parseWheres(['readOnly=true']))).toMatchObject({ readOnly: true });
    expect(other('readOnly=true')).toMatchObject({ readOnly: false });
    expect(other('requestParameters.port=22')).toMatchObject({ requestParameters: { port: 23 } });
    expect(other('recipientAccountId=123456789012')).toMatchObject({ recipientAccountId: '210987654321' });
    expect(other('sourceIPAddress=192.0.2.20')).toMatchObject({ sourceIPAddress: '192.0.2.30' });
    expect(other('awsRegion=eu-west-1')).toMatchObject({ awsRegion: 'us-east-1' });
  });

  it('is judged as it is meant, whatever is asked', () => {
    const path = fc.constantFrom(
      'awsRegion',
      'sourceIPAddress',
      'userIdentity.userName',
      'userIdentity.toString',
      'requestParameters.a',
      'requestParameters.b.c',
      'requestParameters.constructorArguments',
    );
    const value = fc.oneof(
      fc.constantFrom('true', 'false', '0', '1', '2', '-1', '00', '1e3', 'alice', 'us-east-1', '192.0.2.20'),
      fc.constantFrom('192.0.2.30', '123456789012', '210987654321', 'x', 'x-2', 'x-3', '($.a)', 'NOT EXISTS'),
      fc.stringMatching(/^[A-Za-z0-9_.:/@+,#$()-]{1,12}$/),
    );
    const signs = fc.dictionary(
      path,
      fc.tuple(fc.constantFrom('=', '!='), fc.uniqueArray(value, { minLength: 1, maxLength: 4 })),
      {
        minKeys: 1,
        maxKeys: 4,
      },
    );
    fc.assert(
      fc.property(signs, (asked) => {
        const texts = Object.entries(asked).flatMap(([field, [sign, values]]) =>
          values.map((one) => `${field}${sign}${one}`),
        );
        const wheres = parseWheres(texts);
        expect(counts(texts, fitted(RECORD, wheres))).toBe(true);
        const quiet = missing(RECORD, wheres);
        expect(quiet.length).toBeGreaterThan(0);
        for (const { event } of quiet) expect(counts(texts, event)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
