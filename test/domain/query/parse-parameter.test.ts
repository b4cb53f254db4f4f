import { describe, expect, it } from 'vitest';
import { parseParameter } from '../../../bot/domain/query/parse-parameter.ts';
import { PARAMETER_TYPES, type ParameterType } from '../../../bot/domain/query/query.ts';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/deploy';

describe('parseParameter', () => {
  it.each<[ParameterType, string, string]>([
    ['principal', 'alice', 'alice'],
    ['principal', '  alice.o+test=x,y@example.com ', 'alice.o+test=x,y@example.com'],
    ['principal', ROLE, ROLE],
    ['principal', `arn:aws:iam::123456789012:role/${'p/'.repeat(200)}x`, ''],
    ['ip', '192.0.2.10', '192.0.2.10'],
    ['ip', '2001:DB8:0:0::7', '2001:db8::7'],
    ['ip', '::ffff:192.0.2.10', '192.0.2.10'],
    ['accessKey', 'akiaiosfodnn7example', 'AKIAIOSFODNN7EXAMPLE'],
    ['bucket', 'customer.exports-1', 'customer.exports-1'],
    ['instance', 'i-0123456789abcdef0', 'i-0123456789abcdef0'],
    ['region', 'us-gov-west-1', 'us-gov-west-1'],
    ['eventName', 'UpdateFunctionCode20150331v2', 'UpdateFunctionCode20150331v2'],
    ['eventSource', 'signin.amazonaws.com', 'signin.amazonaws.com'],
  ])('takes %s %j', (type, text, value) => {
    expect(parseParameter(type, text)).toEqual({ ok: true, value: value || text });
  });

  it.each<[ParameterType, string]>([
    ['principal', ''],
    ['principal', 'alice" or 1 = 1'],
    ['principal', 'al\nice'],
    ['principal', '{{principal}}'],
    ['principal', 'аlice'],
    ['principal', 'alice\u200b'],
    ['principal', 'x'.repeat(129)],
    ['principal', 'arn:nonsense'],
    ['principal', `arn:aws:iam::123456789012:role/${'p'.repeat(700)}`],
    ['ip', '192.0.2.0/24'],
    ['ip', '0300.0.2.1'],
    ['ip', '192.0.2'],
    ['ip', 'fe80::1%eth0'],
    ['ip', 'AWS Internal'],
    ['accessKey', 'AKIAſOSFODNN7EXAMPLE'],
    ['accessKey', 'AIDAIOSFODNN7EXAMPLE'],
    ['bucket', 's3://customer-exports'],
    ['bucket', 'a/b'],
    ['instance', 'i-XYZ'],
    ['region', 'everywhere'],
    ['eventName', 'Create User'],
    ['eventSource', 'iam.example.com'],
  ])('refuses %s %j and says what to write', (type, text) => {
    const parsed = parseParameter(type, text);
    expect(parsed).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^Write .* for example .*\.$/),
    });
  });

  it.each(PARAMETER_TYPES)('takes what it gives as an example of %s', (type) => {
    const refused = parseParameter(type, '"');
    const examples = /for example (.*)\.$/.exec(refused.ok ? '' : refused.problem)?.[1]?.split(' or ') ?? [];
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(parseParameter(type, example)).toMatchObject({ ok: true });
  });
});
