import { describe, expect, it } from 'vitest';
import { whomToAsk } from '../../../bot/domain/triage/whom-to-ask.ts';
import { alice, deploy } from '../../support/alert-fixtures.ts';

const people = { actors: { alice: 'U0ALEX0001', deploy: 'U0SAM00001' } };

describe('the person behind an actor', () => {
  it('is the one that the settings name, by user, role or session', () => {
    expect(whomToAsk(alice, people)).toEqual({ userId: 'U0ALEX0001', emails: [] });
    expect(whomToAsk(deploy, people)).toEqual({ userId: 'U0SAM00001', emails: [] });
    expect(whomToAsk({ ...deploy, session: 'alice' }, people).userId).toBe('U0ALEX0001');
  });

  it('has the address that the name or the session is', () => {
    const { emails } = whomToAsk({ ...deploy, session: 'sam.okafor+aws@example.com' }, { actors: {} });
    expect(emails).toEqual(['sam.okafor+aws@example.com']);
  });

  it.each([
    ['__proto__'],
    ['constructor'],
    ['not an address'],
    ['a@b@example.com'],
    ['a@example..com'],
    [`${'a'.repeat(100_000)}@`],
    ['<!channel>@example.com'],
    [''],
  ])('is nobody for the name %s', (name) => {
    expect(whomToAsk({ ...alice, name }, { actors: {} })).toEqual({ emails: [] });
  });

  it('is nobody for a service', () => {
    expect(whomToAsk({ ...alice, kind: 'aws-service' }, people)).toEqual({ emails: [] });
  });
});
