// App Home: what is open, whether the trail can be trusted, what is quiet, and who may do what.
import type { KnownBlock } from '@slack/types';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Finding } from '../../bot/domain/health/health.ts';
import type { Suppression } from '../../bot/domain/suppression/suppression.ts';
import { type HomeReply, renderHome } from '../../bot/render/home.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { parseView } from '../../bot/sandbox/slack/validate/validate-view.ts';
import { incident, NOW, settings, view } from '../support/alert-fixtures.ts';
import { view as anyView, text } from '../support/hostile-arbitraries.ts';

const ok = <T>(value: T) => ({ ok: true as const, value });
const denied = new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Allow it.' });
const finding = (check: string, state: Finding['state']): Finding => ({
  check,
  title: `Check ${check}`,
  state,
  detail: 'it was looked at',
  place: { kind: 'trail', region: 'eu-west-1', arn: undefined },
  ...(state !== 'ok' && { remedy: 'mend it' }),
});
const mute: Suppression = {
  id: 'm1',
  detectionId: 'root-usage',
  knownNetworks: [],
  knownCountries: [],
  ownerId: 'U0ALEX0001',
  reason: 'planned',
  createdAt: NOW,
  expiresAt: new Date(NOW.getTime() + 3_600_000),
  hidden: 0,
};

const calm: HomeReply = {
  open: ok([]),
  health: ok([finding('a', 'ok')]),
  ending: ok([]),
  lastSignOff: ok(undefined),
  people: { responders: ['U0ALEX0001'], approvers: ['S0GROUP001'], onCall: 'U0SAM00001', actors: {} },
  titleOf: (id) => (id === 'root-usage' ? 'Root account used' : id),
};
const shown = (changes: Partial<HomeReply>) =>
  renderPlainText({ text: '', blocks: renderHome({ ...calm, ...changes }).blocks as readonly KnownBlock[] });

describe('App Home', () => {
  it('on a calm day says so', () => {
    const home = shown({});
    expect(home).toContain('Nothing is open.');
    expect(home).toContain('1 of 1 checks are well.');
    expect(home).toContain('Nobody has signed off a review yet.');
    expect(home).toContain('[Review now]');
  });

  it('shows the ten worst of what is open', () => {
    const low = Array.from({ length: 11 }, () => view({ incident: incident({ severity: 'low' }) }));
    const home = shown({ open: ok([...low, view()]) });
    expect(home).toContain('1 critical, 11 low');
    expect(home.indexOf('critical: alice')).toBeLessThan(home.indexOf('low: alice'));
    expect(home).toContain('and 2 more');
  });

  it('shows what is wrong with the trail, and never counts the unreadable as well', () => {
    const home = shown({
      health: ok([
        finding('a', 'ok'),
        finding('d', 'warning'),
        finding('b', 'unknown'),
        finding('c', 'broken'),
      ]),
    });
    expect(home).toContain('1 of 4 checks are well.');
    expect(home.indexOf('Check c (broken)')).toBeLessThan(home.indexOf('Check b (unknown)'));
    expect(home.indexOf('Check b (unknown)')).toBeLessThan(home.indexOf('Check d (worth a look)'));
    expect(home).toContain('→ mend it AWS console (https://eu-west-1.console.aws.amazon.com/');
    expect(shown({ health: ok([]) })).toContain('nothing is known');
    expect(shown({ health: undefined })).toContain('Looking…');
  });

  it('shows what ends soon and who signed off last', () => {
    const home = shown({ ending: ok([mute]), lastSignOff: ok({ userId: 'U0SAM00001', at: NOW }) });
    expect(home).toMatch(/Root account used ends 2026-11-22 15:05/);
    expect(home).toContain('Last signed off by @U0SAM00001');
  });

  it('says clearly that nobody may do anything yet', () => {
    const home = shown({ people: settings.people });
    expect(home).toContain('mute, sign off: nobody. Add Slack member ids to people.responders');
    expect(home).toContain('locked out: nobody');
  });

  it('says of each part that could not be read what to do', () => {
    const failed = { ok: false as const, error: denied };
    const home = shown({ open: failed, health: failed, ending: failed, lastSignOff: failed });
    expect(home.match(/Could not be read: AWS refused it\. Allow it\./g)).toHaveLength(4);
  });

  it('is a view that Slack takes, whatever the log says', () => {
    fc.assert(
      fc.property(fc.array(anyView, { maxLength: 12 }), text, (views, hostile) => {
        const findings = Array.from({ length: 20 }, () => ({
          ...finding('x', 'broken'),
          title: hostile,
          detail: hostile,
        }));
        const mutes = Array.from({ length: 20 }, () => ({
          ...mute,
          detectionId: hostile,
          actorName: hostile,
        }));
        const home = renderHome({
          ...calm,
          open: ok(views),
          health: ok(findings),
          ending: ok(mutes),
          lastSignOff: ok({ userId: hostile, at: NOW }),
          people: { responders: [hostile], approvers: [hostile], onCall: hostile, actors: {} },
        });
        expect(() => parseView(home, 'home')).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});
