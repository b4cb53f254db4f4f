// The bodies that Slack sends, and all the others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../bot/slack/parse-body.ts';

const FORM = 'application/x-www-form-urlencoded';
const parse = (text: string, contentType = FORM) => parseBody(Buffer.from(text), contentType);

describe('parseBody', () => {
  it('reads the payload of a form, whatever charset its type names', () => {
    const payload = { type: 'block_actions', actions: [{ value: 'a&b=c+d é' }] };
    const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect(parse(form)).toEqual(payload);
    expect(parse(form, `${FORM}; charset=utf-8`)).toEqual(payload);
  });

  it('reads a command as its fields', () => {
    expect(parse('command=%2Ftrail&text=status+now')).toEqual({ command: '/trail', text: 'status now' });
  });

  it('reads an event as JSON', () => {
    expect(parse('{"type":"event_callback"}', 'application/json')).toEqual({ type: 'event_callback' });
  });

  it.each(['', '[]', 'null', '1', '"x"', '{', '{"a":1}x', 'payload=x'])(
    'gives nothing for the JSON %j',
    (text) => {
      expect(parse(text, 'application/json')).toBeUndefined();
    },
  );

  it.each(['payload=', 'payload=%7B', 'payload=[]', 'payload=null', 'payload=1'])(
    'gives nothing for the form %j',
    (text) => {
      expect(parse(text)).toBeUndefined();
    },
  );

  it('takes a member for a member and not for a prototype', () => {
    const body = parse('{"__proto__":{"polluted":true},"type":"x"}', 'application/json');
    expect(body?.polluted).toBeUndefined();
    expect(Object.hasOwn(parse('__proto__=x&constructor=y') ?? {}, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom(FORM, 'application/json', '', 'x'),
        (bytes, contentType) => {
          const body = parseBody(Buffer.from(bytes), contentType);
          expect(body === undefined || typeof body === 'object').toBe(true);
        },
      ),
    );
  });
});
