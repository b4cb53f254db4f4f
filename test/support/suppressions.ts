// A suppression for the tests: alice's users are expected.
import type { Suppression } from '../../bot/domain/suppression/suppression.ts';

export function suppression(changes: Partial<Suppression> = {}): Suppression {
  return {
    id: 'a1b2c3d4',
    detectionId: 'user-created',
    actorKey: 'iam-user/123456789012/alice',
    actorName: 'alice',
    accountId: '123456789012',
    knownNetworks: ['AS64500'],
    knownCountries: ['NL'],
    ownerId: 'U0ALEX0001',
    reason: 'New people start every Monday',
    createdAt: new Date('2026-11-20T09:00:00Z'),
    expiresAt: new Date('2026-12-20T09:00:00Z'),
    hidden: 0,
    ...changes,
  };
}
