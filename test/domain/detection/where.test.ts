import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWhere, parseWheres } from '../../../bot/domain/detection/where.ts';
import { TrailbotError } from '../../../bot/domain/errors.ts';

describe('a condition at the command line', () => {
  it.each([
    ['requestParameters.bucketName=payroll', ['requestParameters', 'bucketName'], '=', 'payroll'],
    ['userIdentity.userName!=alice', ['userIdentity', 'userName'], '!=', 'alice'],
    ['$.awsRegion = eu-west-1', ['awsRegion'], '=', 'eu-west-1'],
    ['userAgent=AWS Internal', ['userAgent'], '=', 'AWS Internal'],
    ['requestParameters.key=a=b!', undefined, '=', ''],
    ['requestParameters.tag=team=pay', ['requestParameters', 'tag'], '=', 'team=pay'],
    ['requestParameters.x-amz-acl=public-read', ['requestParameters', 'x-amz-acl'], '=', 'public-read'],
    [
      'userIdentity.sessionContext.sessionIssuer.arn=arn:aws:iam::123456789012:role/deploy',
      ['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'],
      '=',
      'arn:aws:iam::123456789012:role/deploy',
    ],
  ])('is a path, a sign and a value: %s', (text, path, operator, value) => {
    if (path === undefined) expect(() => parseWhere(text)).toThrow(/is no value/);
    else expect(parseWhere(text)).toEqual({ path, operator, value });
  });

  it.each([
    ['no sign', 'requestParameters.bucketName', 'Write path=value or path!=value'],
    ['another sign', 'requestParameters.port>22', 'Write path=value'],
    ['two signs', 'requestParameters.bucketName==payroll', 'One = is enough'],
    ['no path', '=payroll', 'Write the names from the record down'],
    ['no value', 'requestParameters.bucketName=', 'Write the value after the sign'],
    ['a value in quotes', 'requestParameters.bucketName="payroll"', 'Leave the quotes out'],
    ['a value that ends its string', 'userIdentity.userName=a") || ($.x = "b', 'letters, digits, spaces'],
    ['a value that ends the file’s', "userIdentity.userName=a' b", 'letters, digits, spaces'],
    ['a backslash', 'userIdentity.userName=a\\', 'letters, digits, spaces'],
    ['a regular expression', 'userIdentity.userName=%a%', 'letters, digits, spaces'],
    ['two lines', 'userIdentity.userName=a\nb', 'letters, digits, spaces'],
    ['a value that is too long', `userAgent=${'x'.repeat(257)}`, 'at most 256'],
    ['a wildcard', 'requestParameters.bucketName=pay*', 'without *'],
    ['a wildcard for a field', 'requestParameters.*=payroll', 'Write the names'],
    ['a field that only an object has', 'requestParameters.__proto__=x', 'Write the names'],
    ['a field of such', '__proto__.polluted=x', 'Write the names'],
    ['a constructor', 'constructor.prototype=x', 'Write the names'],
    ['an empty name', 'requestParameters..bucketName=x', 'Write the names'],
    ['a path without end', `requestParameters${'.a'.repeat(8)}=x`, 'Write the names'],
    ['a list', 'resources[0].ARN=x', 'signal'],
    ['a list, without brackets', 'resources.ARN=x', 'signal'],
    ['a field of the request alone', 'bucketName=payroll', '--where requestParameters.bucketName=…'],
    ['a field of every object', 'toString=x', '--where requestParameters.toString=…'],
    ['small letters', 'requestparameters.bucketName=x', 'Did you mean requestParameters.bucketName?'],
    ['an object', 'userIdentity=alice', '--where userIdentity.userName=alice'],
    ['a field of a text', 'awsRegion.name=x', 'awsRegion is one value'],
    ['another value than a flag has', 'readOnly=no', 'true or false'],
    ['what never comes again', 'eventID=x', 'another one in every record'],
    ['the service', 'eventSource=s3.amazonaws.com', '--event-source'],
    ['the call', 'eventName!=GetObject', '--event-name'],
  ])('is refused with %s, and told what to write', (_, text, hint) => {
    expect(() => parseWhere(text)).toThrow(
      expect.objectContaining({ code: 'input_unreadable', hint: expect.stringContaining(hint) }),
    );
  });

  it('is taken or refused, whatever stands there, and never holds what could end a string', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: 'binary' }).map((value) => `requestParameters.bucketName=${value}`),
          fc.string().map((path) => `requestParameters.${path}=x`),
        ),
        (text) => {
          try {
            const { path, value } = parseWhere(text);
            expect(path.join('.')).toMatch(/^[\w.-]+$/);
            expect(value).toMatch(/^[^"'\\%*\p{C}]+$/u);
          } catch (error) {
            if (!(error instanceof TrailbotError)) throw error;
            expect(error.hint).not.toBe('');
          }
        },
      ),
    );
  });
});

describe('conditions that stand together', () => {
  it('are kept once each', () => {
    expect(parseWheres(['awsRegion=eu-west-1', 'awsRegion = eu-west-1', 'awsRegion=us-east-1'])).toHaveLength(
      2,
    );
    expect(parseWheres([])).toEqual([]);
  });

  it.each([
    ['a value and its contrary', ['awsRegion=eu-west-1', 'awsRegion!=eu-west-1']],
    ['a value and the contrary of another', ['awsRegion!=eu-west-1', 'awsRegion=us-east-1']],
    ['a text and a field within', ['requestParameters.a.b=1', 'requestParameters.a=2']],
  ])('are refused when they never hold at once: %s', (_, texts) => {
    expect(() => parseWheres(texts)).toThrow(/do not go together/);
  });
});
