import { describe, expect, it } from 'vitest';
import { byServer } from '../../../bot/domain/detection/by-server.ts';

const session = (principalId: string, sessionContext = {}) => ({
  userIdentity: { type: 'AssumedRole', principalId, sessionContext },
});

describe('byServer', () => {
  it('knows the keys that an instance was given by their delivery', () => {
    expect(byServer(session('AROA2EXAMPLE:web', { ec2RoleDelivery: '2.0' }))).toBe(true);
  });

  it.each(['i-0a1b2c3d4e5f60718', 'i-1a2b3c4d'])('knows them by the name of the session: %s', (instance) => {
    expect(byServer(session(`AROA2EXAMPLE:${instance}`))).toBe(true);
  });

  it.each(['AROA2EXAMPLE:i-am-alice', 'AROA2EXAMPLE:GitHubActions', 'i-0a1b2c3d4e5f60718'])(
    'takes nothing else for one: %s',
    (principalId) => expect(byServer(session(principalId))).toBe(false),
  );

  it.each([{}, null, { userIdentity: { type: 'IAMUser', principalId: 'AIDA:i-0a1b2c3d' } }])(
    'is false for %j',
    (record) => expect(byServer(record)).toBe(false),
  );
});
