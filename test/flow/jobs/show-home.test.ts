// App Home for somebody who may not see it.
import { describe, expect, it } from 'vitest';
import type { View } from '../../../bot/domain/message.ts';
import { refuseHome } from '../../../bot/flow/jobs/show-home.ts';
import { renderRefusal } from '../../../bot/render/refusal.ts';
import { parseView } from '../../../bot/sandbox/slack/validate/validate-view.ts';

describe('App Home', () => {
  it('says to a guest that it is not for guests, there and in no message', async () => {
    const published: [string, View][] = [];
    const views = {
      open: async () => 'V1',
      update: async () => undefined,
      publishHome: async (userId: string, view: View) => void published.push([userId, view]),
    };
    const reason = 'Trailbot does not answer guests.';
    const refusal = renderRefusal({ ok: false, reason, hint: 'Ask a member.', who: [], where: [] });
    await refuseHome({ userId: 'U0GUEST001' }, refusal, { views });
    const [[userId, view] = ['', undefined]] = published;
    expect(userId).toBe('U0GUEST001');
    expect(JSON.stringify(parseView(view, 'home').blocks)).toContain(reason);
  });
});
