import { describe, expect, it } from 'vitest';
import { refused } from '../../../bot/domain/detection/refused.ts';

describe('refused', () => {
  it.each(['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedException'])(
    'holds for %s',
    (errorCode) => expect(refused({ errorCode })).toBe(true),
  );

  it.each(['ValidationError', 'NoSuchEntityException', '', 7, null, ['AccessDenied']])(
    'does not hold for %j',
    (errorCode) => expect(refused({ errorCode })).toBe(false),
  );

  it('does not hold for a call that succeeded', () => expect(refused({})).toBe(false));
});
