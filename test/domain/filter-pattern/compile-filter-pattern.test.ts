import { describe, expect, it } from 'vitest';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';

const RECORD = {
  eventName: 'ConsoleLogin',
  eventSource: 'signin.amazonaws.com',
  sourceIPAddress: '192.0.2.10',
  recipientAccountId: '123456789012',
  errorMessage: 'Failed authentication',
  readOnly: false,
  responseElements: null,
  latency: 404,
  userIdentity: { type: 'Root', sessionContext: { attributes: { mfaAuthenticated: 'false' } } },
  resources: [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::IAM::Role', owners: ['alice', 'bob'] }],
  'cluster.name': 'blue',
  empty: {},
};

function matches(condition: string, record: unknown = RECORD): boolean {
  return compileFilterPattern(`{ ${condition} }`).matchesRecord(record);
}

describe('a JSON filter pattern', () => {
  it.each([
    ['a quoted string', '$.eventName = "ConsoleLogin"', true],
    ['another string', '$.eventName = "AssumeRole"', false],
    ['the same string in another case', '$.eventName = "consolelogin"', false],
    ['a bare word', '$.eventName = ConsoleLogin', true],
    ['a bare word with dots', '$.eventSource = signin.amazonaws.com', true],
    ['bare words with a space, as CIS 4 prints them', '$.errorMessage = Failed authentication', true],
    ['no spaces at all', '$.sourceIPAddress!="198.51.100.1"', true],
    ['a nested field', '$.userIdentity.sessionContext.attributes.mfaAuthenticated = "false"', true],
    ['an element of a list', '$.resources[1].type = "AWS::IAM::Role"', true],
    ['an element of a list in a list', '$.resources[1].owners[0] = alice', true],
    ['an element past the end', '$.resources[2].type = "*"', false],
    ['a field whose name has a dot', "$.['cluster.name'] = blue", true],
  ])('compares %s', (_, condition, expected) => {
    expect(matches(condition)).toBe(expected);
  });

  it.each([
    ['at the end', '$.sourceIPAddress = 192.0.*', true],
    ['at the end only, where the text is not at the start', '$.sourceIPAddress = 0.2.*', false],
    ['at the end, negated', '$.sourceIPAddress != 192.0.*', false],
    ['at the start', '$.eventSource = *.amazonaws.com', true],
    ['at both ends', '$.eventSource = "*amazon*"', true],
    ['alone on a string', '$.eventName = "*"', true],
    ['alone on a number', '$.latency = *', true],
    ['on a number', '$.latency = 4*', true],
    ['alone on a field that is missing', '$.errorCode = *', false],
    ['alone on null', '$.responseElements = *', false],
    ['alone on a boolean', '$.readOnly = *', false],
    ['alone on an object', '$.userIdentity = *', false],
    ['inside, where AWS takes it literally', '$.eventName = "Console*Login"', false],
  ])('takes a * %s', (_, condition, expected) => {
    expect(matches(condition)).toBe(expected);
  });

  it('takes a * inside a value as that character', () => {
    expect(matches('$.name = "a*b"', { name: 'a*b' })).toBe(true);
  });

  it.each([
    ['=', '$.latency = 404', true],
    ['= of another spelling', '$.latency = +4.04e2', true],
    ['!=', '$.latency != 404', false],
    ['<', '$.latency < 404', false],
    ['<=', '$.latency <= 404', true],
    ['>', '$.latency > -1.5', true],
    ['>=', '$.latency >= 404.5', false],
    ['a quoted number', '$.latency = "404"', true],
    ['a number in a string field', '$.recipientAccountId = 123456789012', true],
    ['an ordering of a number in a string field', '$.recipientAccountId > 1', true],
    ['an ordering of a word', '$.eventName > 1', false],
    ['a word that is not the number', '$.eventName != 1', true],
    ['a word that is the number', '$.eventName = 1', false],
  ])('compares numbers: %s', (_, condition, expected) => {
    expect(matches(condition)).toBe(expected);
  });

  it.each([
    ['a missing field', '$.errorCode'],
    ['a field of a missing object', '$.additionalEventData.MFAUsed'],
    ['a field of a string', '$.eventName.length'],
    ['the length of a list', '$.resources.length'],
    ['an index into an object', '$.userIdentity[0]'],
    ['null', '$.responseElements'],
    ['a boolean', '$.readOnly'],
    ['an object', '$.userIdentity'],
    ['a list', '$.resources'],
  ])('lets neither = nor != hold on %s', (_, field) => {
    expect(matches(`${field} = "x"`)).toBe(false);
    expect(matches(`${field} != "x"`)).toBe(false);
    expect(matches(`${field} != 1`)).toBe(false);
    expect(matches(`${field} != %x%`)).toBe(false);
  });

  it.each([
    ['$.responseElements IS NULL', true],
    ['$.errorCode IS NULL', false],
    ['$.readOnly IS FALSE', true],
    ['$.readOnly IS TRUE', false],
    ['$.userIdentity.sessionContext.attributes.mfaAuthenticated IS FALSE', false],
    ['$.errorCode NOT EXISTS', true],
    ['$.responseElements NOT EXISTS', false],
    ['$.empty NOT EXISTS', false],
    ['$.eventName.length NOT EXISTS', true],
    ['$.resources[7] NOT EXISTS', true],
  ])('tests presence: %s', (condition, expected) => {
    expect(matches(condition)).toBe(expected);
  });

  it.each([
    ['any element', '$.resources[*].type = "AWS::IAM::Role"', true],
    ['no element', '$.resources[*].type = "AWS::KMS::Key"', false],
    ['one element that differs', '$.resources[*].type != "AWS::IAM::Role"', true],
    ['any field', '$.* = "192.0.2.10"', true],
    ['any field of an object', '$.userIdentity.* = Root', true],
    ['no field of a list', '$.resources.* = "x"', false],
    ['no element of an object', '$.userIdentity[*] = "x"', false],
    ['a field that no element has', '$.resources[*].arn NOT EXISTS', true],
    ['a field that one element has', '$.resources[*].owners NOT EXISTS', false],
  ])('reads a wildcard selector as %s', (_, condition, expected) => {
    expect(matches(condition)).toBe(expected);
  });

  it('lets && bind before || and parentheses before both', () => {
    expect(matches('$.eventName = ConsoleLogin || $.latency = 1 && $.latency = 2')).toBe(true);
    expect(matches('($.eventName = ConsoleLogin || $.latency = 1) && $.latency = 2')).toBe(false);
  });

  it('finds each value of a long list on one field, and a wildcard beside it', () => {
    const list = ['CreateUser', 'DeleteUser', 'ConsoleLogin', 'Put*'].map(
      (name) => `($.eventName = ${name})`,
    );
    const pattern = compileFilterPattern(`{ ${list.join(' || ')} || $.latency = "404" }`);
    const fires = (eventName: unknown) => pattern.matchesRecord({ eventName });
    expect(['CreateUser', 'DeleteUser', 'ConsoleLogin', 'PutKeyPolicy'].map(fires)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['GetUser', 'constructor', null, ['CreateUser'], undefined].map(fires)).toEqual(
      Array(5).fill(false),
    );
    expect(pattern.matchesRecord({ latency: 404 })).toBe(true);
    expect(matches('$.latency = "1" || $.latency = "2" || $.latency = "404"')).toBe(true);
  });

  it('reads own fields only', () => {
    expect(matches('$.constructor.name = "*"')).toBe(false);
    expect(matches('$.toString NOT EXISTS')).toBe(true);
    expect(matches('$.__proto__ NOT EXISTS')).toBe(true);
    expect(matches('$.__proto__.admin = yes', JSON.parse('{"__proto__":{"admin":"yes"}}'))).toBe(true);
  });

  it('never matches a message that is not a JSON object', () => {
    const { matches: test } = compileFilterPattern('{ $.errorCode NOT EXISTS }');
    expect(test('{"eventName":"ConsoleLogin"}')).toBe(true);
    expect(test(' {"eventName":"ConsoleLogin"}\n')).toBe(true);
    for (const message of ['', 'START', 'null', '[{}]', '"{}"', '{"eventName":', '{} trailing', '{oops}']) {
      expect(test(message), message).toBe(false);
    }
  });

  it('never matches a record that is not an object', () => {
    const { matchesRecord } = compileFilterPattern('{ $.errorCode NOT EXISTS }');
    expect([null, undefined, 1, 'text', [], [{}]].map(matchesRecord)).toEqual(Array(6).fill(false));
  });

  it('survives as many parentheses as fit', () => {
    const deep = `{${'('.repeat(505)}$.a = 1${')'.repeat(505)}}`;
    expect(deep.length).toBeLessThanOrEqual(1024);
    expect(compileFilterPattern(deep).matchesRecord({ a: 1 })).toBe(true);
  });

  it('survives alternating operators nested as deep as fits', () => {
    const deep = `{${'$.a=1&&($.b=2||('.repeat(56)}$.c=1${'))'.repeat(56)}}`;
    expect(deep.length).toBeLessThanOrEqual(1024);
    expect(compileFilterPattern(deep).matchesRecord({ a: 1, c: 1 })).toBe(true);
    expect(compileFilterPattern(deep).matchesRecord({ a: 1 })).toBe(false);
  });

  it('keeps its text and shows what it says', () => {
    const pattern = compileFilterPattern('{ $.eventName = ConsoleLogin && $.resources[*].type NOT EXISTS }');
    expect(pattern).toMatchObject({
      text: '{ $.eventName = ConsoleLogin && $.resources[*].type NOT EXISTS }',
      kind: 'json',
      expression: {
        kind: 'and',
        operands: [
          {
            kind: 'text',
            operator: '=',
            value: 'ConsoleLogin',
            selector: { path: [{ property: 'eventName' }] },
          },
          {
            kind: 'not-exists',
            selector: {
              text: '$.resources[*].type',
              path: [{ property: 'resources' }],
              wildcard: { every: 'element', path: [{ property: 'type' }] },
            },
          },
        ],
      },
    });
  });

  it('makes one list of conditions joined by the same sign, whatever the parentheses', () => {
    const { expression } = compileFilterPattern('{ ($.a = 1 && $.b = 2) && (($.c = 3)) }');
    expect(expression).toMatchObject({ kind: 'and', operands: [{ value: 1 }, { value: 2 }, { value: 3 }] });
  });

  it('unescapes quotes and backslashes in a quoted string', () => {
    expect(matches(String.raw`$.say = "a \"b\" \\ \d"`, { say: String.raw`a "b" \ \d` })).toBe(true);
  });

  it('takes line breaks between its parts', () => {
    expect(matches('\n  ($.eventName = "ConsoleLogin")\n  && ($.latency\n NOT\n EXISTS)\n')).toBe(false);
    expect(matches('\n  ($.eventName = "ConsoleLogin")\n  && ($.errorCode\n NOT\n EXISTS)\n')).toBe(true);
  });
});
