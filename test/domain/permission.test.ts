// Who may do what, and what whoever may not is told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asker, type Permission, permit, RIGHTS, type Right } from '../../bot/domain/permission.ts';

const ALEX = 'U0ALEX0001';
const person = (fields: Partial<Asker> = {}): Asker => ({
  id: ALEX,
  isGuest: false,
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  ...fields,
});
const settings = {
  people: { responders: [ALEX, 'S0ONCALL01'], approvers: ['U0SAM00001'], actors: {} },
  answersIn: ['security-alerts'],
};
const nobody = { people: { responders: [], approvers: [], actors: {} }, answersIn: [] };
const ask = (right: Right, asker: Asker | undefined, more: object = {}): Permission =>
  permit({ right, asker, placeAnswers: true, members: [], ...more }, settings);

describe('permit', () => {
  it('lets every member read, and those on its list do the rest', () => {
    expect(ask('read', person({ id: 'U0OTHER001' }))).toEqual({ ok: true });
    expect(ask('respond', person())).toEqual({ ok: true });
    expect(ask('respond', person({ id: 'U0KIM00001' }), { members: ['U0KIM00001'] })).toEqual({ ok: true });
    expect(ask('approve', person({ id: 'U0SAM00001' }))).toEqual({ ok: true });
  });

  it('names who may to who may not', () => {
    expect(ask('respond', person({ id: 'U0OTHER001' }))).toMatchObject({
      ok: false,
      reason: 'Only responders may do this.',
      hint: expect.stringContaining('people.responders in templates/settings.yml'),
      who: [ALEX, 'S0ONCALL01'],
    });
    expect(ask('approve', person())).toMatchObject({ ok: false, who: ['U0SAM00001'] });
  });

  it.each<[Right, string]>([
    ['respond', 'people.responders'],
    ['approve', 'people.approvers'],
  ])('says where to begin when nobody may %s yet', (right, list) => {
    const decided = permit({ right, asker: person(), placeAnswers: true, members: [] }, nobody);
    expect(decided).toMatchObject({ ok: false, reason: 'Nobody may do this yet.', who: [] });
    expect(decided).toMatchObject({ hint: expect.stringContaining(`${list} in templates/settings.yml`) });
  });

  it('says where it answers, where it does not', () => {
    expect(ask('read', person(), { placeAnswers: false })).toMatchObject({
      ok: false,
      reason: 'Trailbot does not answer here.',
      where: ['security-alerts'],
    });
    expect(
      permit({ right: 'read', asker: person(), placeAnswers: false, members: [] }, nobody),
    ).toMatchObject({
      ok: false,
      hint: expect.stringContaining('answersIn in templates/settings.yml'),
    });
  });

  it('lets a guest answer what the bot asked them, where it asked', () => {
    const guest = person({ id: 'U0GUEST001', isGuest: true });
    expect(ask(RIGHTS['was-it-me'], guest)).toEqual({ ok: true });
    expect(ask(RIGHTS['was-it-me'], guest, { placeAnswers: false })).toMatchObject({ ok: false });
  });

  it.each<[string, Partial<Asker>]>([
    ['a bot', { isBot: true }],
    ['a deactivated member', { isDeactivated: true }],
    ['a member of another workspace', { isStranger: true }],
  ])('lets %s not even answer', (_, fields) => {
    expect(ask('answer', person(fields))).toMatchObject({ ok: false });
  });

  it.each<[string, Partial<Asker> | undefined, RegExp]>([
    ['a guest', { isGuest: true }, /guests/],
    ['a bot', { isBot: true }, /bots/],
    ['a deactivated member', { isDeactivated: true }, /deactivated/],
    ['a member of another workspace', { isStranger: true }, /own workspace/],
    ['somebody unknown', undefined, /does not know/],
  ])('never lets %s in, whatever list they are on', (_, fields, told) => {
    fc.assert(
      fc.property(
        fc.constantFrom<Right>('read', 'respond', 'approve'),
        fc.boolean(),
        (right, placeAnswers) => {
          const decided = ask(right, fields && person(fields), { members: [ALEX], placeAnswers });
          expect(decided).toMatchObject({ ok: false, reason: expect.stringMatching(told) });
        },
      ),
    );
  });

  it('asks for a list wherever something is changed', () => {
    const free = Object.entries(RIGHTS).filter(([, right]) => right === 'read');
    expect(free.map(([kind]) => kind).toSorted()).toEqual(
      [
        'alerts',
        'back-test',
        'contained',
        'home',
        'mutes',
        'review',
        'run-query',
        'show-activity',
        'show-record',
        'status',
      ]
        .concat(['stop-query', 'who'])
        .toSorted(),
    );
  });
});
