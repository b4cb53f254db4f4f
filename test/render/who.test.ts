// What is known of somebody, as it is read on a phone.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../bot/domain/naming.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderWho, type WhoReply } from '../../bot/render/who.ts';
import { alice, CALLED_AT, event, view } from '../support/alert-fixtures.ts';
import { view as anyView, text, texts, trailEvent } from '../support/hostile-arbitraries.ts';
import { slackProblems } from '../support/slack-limits.ts';

const profile = {
  watchedSince: new Date('2026-08-24T10:00:00Z'),
  lastSeen: CALLED_AT,
  countries: ['NL', 'AU'],
  networks: ['AS64500'],
  regions: ['eu-west-1'],
  tools: ['aws-cli'],
  searchedRegions: [],
  refused: 3,
};
const reply: WhoReply = {
  name: 'alice',
  known: [{ actor: alice, profile }],
  incidents: [view()],
  days: 30,
  calls: [event()],
  gaps: [],
  queries: [{ title: 'Timeline of an actor', command: 'query actor-timeline principal=alice' }],
};
const shown = (changes: Partial<WhoReply>) => renderPlainText(renderWho({ ...reply, ...changes }));

describe('who', () => {
  it('says what is usual, what came last, what happened, and what to ask next', () => {
    const answer = shown({});
    expect(answer).toContain('alice: 1 incident in the last 30 days');
    expect(answer).toContain('Watched since 2026-08-24');
    expect(answer).toContain('From: Netherlands, Australia');
    expect(answer).toContain('3 calls refused');
    expect(answer).toMatch(/AttachUserPolicy iam from 203\.0\.113\.7 in us-east-1, 2026-11-22 14:03:11/);
    expect(answer).toContain('critical: alice attached');
    const { blocks } = renderWho(reply);
    expect(blocks.at(-1)).toMatchObject({
      elements: [{ action_id: ACTIONS.runCommand, value: 'query actor-timeline principal=alice' }],
    });
  });

  it('of an address says what it is, and that only a query can search for it', () => {
    const source = {
      kind: 'public' as const,
      address: '203.0.113.7',
      country: { code: 'AU', name: 'Australia' },
      network: { asn: 64500, name: 'Example Broadband' },
    };
    const answer = shown({ name: '203.0.113.7', source, known: [], calls: undefined });
    expect(answer).toContain('Australia, AS64500 Example Broadband');
    expect(answer).toContain('cannot be searched by address. A query searches the whole log:');
  });

  it('of a role says how the event history would find it', () => {
    expect(shown({ calls: undefined, queries: [] })).toMatch(
      /by the name of a session or by its access key\.(?! A query)/,
    );
  });

  it('of nobody says to check the spelling, and of somebody who is quiet does not', () => {
    expect(shown({ known: [], incidents: [], calls: [] })).toMatch(
      /no incidents.*No calls in the 90 days.*spelling/s,
    );
    expect(shown({ calls: [] })).not.toContain('spelling');
  });

  it('says what could not be read, and does not call it nothing', () => {
    const gaps = [{ what: 'the calls in eu-west-1', reason: 'AWS refused it.', remedy: 'Allow it.' }];
    expect(shown({ gaps })).toContain('Could not read the calls in eu-west-1: AWS refused it. → Allow it.');
    expect(shown({ gaps, calls: [] })).not.toContain('No calls');
  });

  it('stays within Slack’s limits, and inert, whatever was typed and logged', () => {
    const any = fc.record({
      name: text,
      known: fc.array(
        texts.map((names) => ({
          actor: { ...alice, name: names[0] ?? '', arn: names[1] ?? '' },
          profile: { ...profile, countries: names, networks: names, regions: names, tools: names },
        })),
        { maxLength: 3 },
      ),
      incidents: fc.array(anyView, { maxLength: 5 }),
      days: fc.constant(30),
      calls: fc.array(trailEvent, { maxLength: 10 }),
      gaps: fc.array(fc.record({ what: text, reason: text, remedy: text }), { maxLength: 6 }),
      queries: fc.array(fc.record({ title: text, command: text.map((one) => `query ${one}`) }), {
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(any, (hostile) => {
        expect(slackProblems(renderWho(hostile))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
