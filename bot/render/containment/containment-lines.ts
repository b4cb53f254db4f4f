// The lines of a containment's story from its request to the end of its time.
import { APPROVAL_MINUTES, type Containment, type Happening } from '../../domain/containment/containment.ts';
import { mention } from '../mention.ts';
import { type Inline, moment } from '../rich-text.ts';
import { changeLine } from './change-words.ts';
import { type LinesOf, reasonWords, sentence } from './story-words.ts';
import { targetName } from './target-words.ts';

type Kinds =
  | 'requested'
  | 'approved'
  | 'declined'
  | 'lapsed'
  | 'applied'
  | 'stripped'
  | 'verified'
  | 'unverified'
  | 'failed'
  | 'ending'
  | 'kept';

const UNCHANGED = 'Nothing was changed.';

export const containmentLines: LinesOf<Kinds> = {
  requested: ({ userId, reason }, { target }) => ({
    mark: '⏳',
    label: 'Requested',
    rest: [' by ', mention(userId)],
    told: [mention(userId), ` asks to contain ${targetName(target)}: ${reasonWords(reason)}`],
  }),
  approved: ({ userId, alone }, { target }) => ({
    mark: '👍',
    label: 'Approved',
    rest: [' by ', mention(userId), alone ? ', who asked for it' : ''],
    told: [
      mention(userId),
      ` approved containing ${targetName(target)}`,
      alone ? ', alone: the incident is critical, and the settings allow it.' : '.',
    ],
  }),
  declined: ({ userId }, { target, requested }) => ({
    mark: '🚫',
    label: userId === requested.userId ? 'Taken back' : 'Declined',
    rest: [' by ', mention(userId)],
    told: [mention(userId), ` decided not to contain ${targetName(target)}. ${UNCHANGED}`],
  }),
  lapsed: ({ why }, { target, requested }) => {
    const late =
      why === 'not-approved'
        ? `nobody approved within ${APPROVAL_MINUTES} minutes`
        : `it was approved, but not carried out within ${APPROVAL_MINUTES} minutes`;
    return {
      mark: '⌛',
      label: 'Lapsed',
      rest: [`: ${late}`],
      told: [
        `${targetName(target)} was NOT contained: ${late}. ${UNCHANGED} `,
        mention(requested.userId),
        ', ask again if it is still needed.',
      ],
    };
  },
  applied: (happening, containment) => ({
    mark: '🔒',
    label: 'Applied',
    rest:
      happening.now.length === 0
        ? [': all of it was so before']
        : [': ', ...changeLine(happening.now, 'made')],
    told: isFirstApplied(happening, containment)
      ? appliedWords(containment)
      : [`More had to be changed to hold ${targetName(containment.target)}.`],
  }),
  stripped: ({ times }, { target }) => ({
    mark: '🚨',
    label: 'Taken off',
    rest: [` ${timesWords(times)} by somebody, and put back each time`],
    told: [
      `Somebody took the containment off ${targetName(target)} ${timesWords(times)}; it was put back each time. Somebody is fighting back.`,
    ],
  }),
  verified: ({ simulated }, { target }) => {
    const proofs = [
      'what was changed is still so',
      ...(simulated ? ["IAM's policy simulator denies its calls"] : []),
    ].join('; ');
    return {
      mark: '✅',
      label: 'Verified',
      rest: [`: ${proofs}`],
      told: [`The containment of ${targetName(target)} holds: ${proofs}.`],
    };
  },
  unverified: ({ at, why }, { target, history }) =>
    history.some((one) => one.kind === 'applied' && one.at <= at)
      ? {
          mark: '⚠️',
          label: 'Not verified',
          rest: [`: ${sentence(why)}`],
          told: [`It is not certain that the containment of ${targetName(target)} holds: ${sentence(why)}`],
        }
      : {
          mark: '⚠️',
          label: 'Delayed',
          rest: [`: ${sentence(why)}`],
          told: [`${targetName(target)} is NOT contained yet: ${sentence(why)}`],
        },
  failed: ({ why, now }, { target }) => ({
    mark: '⚠️',
    label: 'Failed',
    rest: [`: ${sentence(why)}`],
    told: [
      `${targetName(target)} could not be contained${now.length > 0 ? ' to the end' : ''}: ${sentence(why)}`,
    ],
  }),
  ending: ({ endsAt }, { target }) => ({
    mark: '⏰',
    label: 'Time nearly over',
    rest: [': it ends ', moment(endsAt)],
    told: [
      `The time for which ${targetName(target)} is contained ends `,
      moment(endsAt),
      ', and then it is released without another question. Press “Keep it contained” on its card if it has to stay so.',
    ],
  }),
  kept: ({ userId }, { target }) => ({
    mark: '🔒',
    label: 'Kept',
    rest: [' by ', mention(userId), ', until it is released'],
    told: [mention(userId), ` keeps ${targetName(target)} contained, until it is released.`],
  }),
};

/** Later ones are about what was made or found since. */
export function isFirstApplied({ at }: Happening, { history }: Containment): boolean {
  const first = history.find(({ kind }) => kind === 'applied');
  return first === undefined || first.at.getTime() === at.getTime();
}

function appliedWords({ target, mode }: Containment): readonly Inline[] {
  return mode === 'deny'
    ? [`${targetName(target)} is locked out of AWS.`]
    : [`The sessions that ${targetName(target)} had are revoked. New sessions work.`];
}

function timesWords(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}
