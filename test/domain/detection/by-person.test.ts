import { describe, expect, it } from 'vitest';
import { byPerson } from '../../../bot/domain/detection/by-person.ts';

const role = (arn: string) => ({ userIdentity: { type: 'AssumedRole', arn } });
const SSO =
  'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/carol@example.com';
const DEPLOY = 'arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions';

describe('byPerson', () => {
  it.each(['IAMUser', 'FederatedUser', 'Root'])('takes %s for a person, also with a key', (type) => {
    expect(byPerson({ userIdentity: { type } })).toBe(true);
  });

  it('knows a session of Identity Center at the command line', () => {
    expect(byPerson(role(SSO))).toBe(true);
  });

  it.each(['true', true])('knows any session in the console (%j)', (sessionCredentialFromConsole) => {
    expect(byPerson({ ...role(DEPLOY), sessionCredentialFromConsole })).toBe(true);
  });

  it('takes a role for a program', () => {
    expect(byPerson(role(DEPLOY))).toBe(false);
    expect(byPerson({ ...role(DEPLOY), sessionCredentialFromConsole: 'false' })).toBe(false);
  });

  it('leaves what a service does on a person’s behalf to the service', () => {
    const identity = { type: 'AssumedRole', arn: SSO, invokedBy: 'cloudformation.amazonaws.com' };
    expect(byPerson({ userIdentity: identity })).toBe(false);
  });

  it.each([{}, null, 'x', { userIdentity: [] }, { userIdentity: { type: 7, arn: {} } }])(
    'is false for %j',
    (record) => expect(byPerson(record)).toBe(false),
  );
});
