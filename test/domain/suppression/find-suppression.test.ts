// Which suppression somebody means.
import { describe, expect, it } from 'vitest';
import { findSuppression } from '../../../bot/domain/suppression/find-suppression.ts';
import { suppression } from '../../support/suppressions.ts';

const ALICE = suppression({ id: 'aaaa1111' });
const BOB = suppression({ id: 'bbbb2222' });
const ROOT = suppression({ id: 'cccc3333', detectionId: 'root-usage' });

describe('unmute', () => {
  it('finds by id, and by a detection of which there is one', () => {
    expect(findSuppression(' AAAA1111 ', [ALICE, BOB, ROOT])).toEqual({ ok: true, suppression: ALICE });
    expect(findSuppression('root-usage', [ALICE, BOB, ROOT])).toEqual({ ok: true, suppression: ROOT });
  });

  it('names the ids where a detection has several', () => {
    expect(findSuppression('user-created', [ALICE, BOB, ROOT])).toMatchObject({
      ok: false,
      reason: '2 of them are about user-created.',
      hint: expect.stringContaining('aaaa1111, bbbb2222'),
    });
  });

  it.each(['', 'constructor', '<!channel>'])('says that %j is none of them', (word) => {
    expect(findSuppression(word, [ALICE])).toMatchObject({
      ok: false,
      hint: expect.stringContaining('/trail mutes'),
    });
  });
});
