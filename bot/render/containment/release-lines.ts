// The lines of a containment's story from the wish to release it to its end.
import { APPROVAL_MINUTES } from '../../domain/containment/containment.ts';
import { mention } from '../mention.ts';
import { changeLine } from './change-words.ts';
import { type LinesOf, reasonWords, sentence } from './story-words.ts';
import { targetName } from './target-words.ts';

type Kinds =
  | 'release-requested'
  | 'release-approved'
  | 'release-declined'
  | 'release-lapsed'
  | 'released'
  | 'release-failed';

const RENAMED = ' If it was renamed (UpdateUser in the trail), it is still locked out under its new name.';

export const releaseLines: LinesOf<Kinds> = {
  'release-requested': ({ userId, reason }, { target }) =>
    userId === undefined
      ? {
          mark: '⏰',
          label: 'Release due',
          rest: [': its time is over'],
          told: [
            `The time for which ${targetName(target)} was to be contained is over: it is being released.`,
          ],
        }
      : {
          mark: '🔓',
          label: 'Release requested',
          rest: [' by ', mention(userId), `: ${reasonWords(reason)}`],
          told: [mention(userId), ` asks to release ${targetName(target)}: ${reasonWords(reason)}`],
        },
  'release-approved': ({ userId, alone }, { target }) => ({
    mark: '👍',
    label: 'Release approved',
    rest: [' by ', mention(userId), alone ? ', who asked for it' : ''],
    told: [
      mention(userId),
      ` approved releasing ${targetName(target)}`,
      alone ? ', alone: there is no other approver.' : '.',
    ],
  }),
  'release-declined': ({ userId }, { target }) => ({
    mark: '🔒',
    label: 'Release declined',
    rest: [' by ', mention(userId)],
    told: [mention(userId), ` declined the release: ${targetName(target)} stays contained.`],
  }),
  'release-lapsed': (_happening, { target }) => ({
    mark: '⌛',
    label: 'Release lapsed',
    rest: [`: nobody approved within ${APPROVAL_MINUTES} minutes`],
    told: [
      `${targetName(target)} stays contained: nobody approved its release within ${APPROVAL_MINUTES} minutes.`,
    ],
  }),
  released: ({ back, lost }, { target }) => {
    // Who is there loses no lock: it is taken off, or was.
    const isGone = lost.some(({ kind }) => kind === 'policy' || kind === 'boundary');
    const stays = lost.filter((change) => change.kind === 'key' && change.found);
    return {
      mark: isGone ? '⚠️' : '🔓',
      label: 'Released',
      rest: isGone
        ? [': IAM has nobody of this name any more']
        : [
            ...(back.length === 0
              ? [': nothing was left to give back']
              : [': ', ...changeLine(back, 'back')]),
            ...(stays.length === 0 ? [] : ['; ', ...changeLine(stays, 'lost')]),
          ],
      told: isGone
        ? [
            `${targetName(target)} is not in IAM any more: there was nobody to give back to.${target.kind === 'user' ? RENAMED : ''}`,
          ]
        : [`${targetName(target)} is released.`],
    };
  },
  'release-failed': ({ why }, { target }) => ({
    mark: '⚠️',
    label: 'Release failed',
    rest: [`: ${sentence(why)}`],
    told: [`${targetName(target)} could not be released to the end: ${sentence(why)}`],
  }),
};
