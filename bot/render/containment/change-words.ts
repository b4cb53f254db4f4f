// What was changed in AWS, what was given back, and what could not be: one line for each change.
import type { Change } from '../../domain/containment/containment.ts';
import { type Inline, moment } from '../rich-text.ts';
import { codeText } from './target-words.ts';

type Line = readonly Inline[];
type Words = { readonly [Kind in Change['kind']]: (change: Extract<Change, { kind: Kind }>) => Line };

const KEY = 128;
const BOUNDARY = 160;
const SHOWN = 10;

const MADE: Words = {
  policy: () => ['policy AWSDenyAll attached'],
  boundary: ({ before }) =>
    before === undefined
      ? ['AWSDenyAll set as permissions boundary']
      : ['AWSDenyAll set as permissions boundary, in place of ', codeText(before, BOUNDARY)],
  key: ({ accessKeyId }) => ['access key ', codeText(accessKeyId, KEY), ' made inactive'],
  password: () => ['console password deleted'],
  sessions: ({ before }) => ['sessions from before ', moment(before), ' revoked'],
};

const BACK: Words = {
  policy: () => ['policy AWSDenyAll detached'],
  boundary: ({ before }) =>
    before === undefined
      ? ['permissions boundary AWSDenyAll removed']
      : ['permissions boundary ', codeText(before, BOUNDARY), ' set again'],
  key: ({ accessKeyId }) => ['access key ', codeText(accessKeyId, KEY), ' made active again'],
  password: () => ['console password'],
  sessions: () => ['sessions'],
};

const NOBODY = 'IAM has nobody of this name any more';

const LOST: Words = {
  policy: () => [`policy AWSDenyAll: ${NOBODY}`],
  boundary: () => [`permissions boundary: ${NOBODY}`],
  key: ({ accessKeyId, found }) => [
    'access key ',
    codeText(accessKeyId, KEY),
    found ? ' was made or made active while contained: it stays inactive' : ': it is not there any more',
  ],
  password: () => ['the console password: it was deleted, set a new one in IAM'],
  sessions: ({ before }) => ['sessions from before ', moment(before), ': they stay revoked, new ones work'],
};

/** Each completes "changed: …", "given back: …" or "could not be given back: …"; the first ten, the rest counted. */
export function changeLines(changes: readonly Change[], as: 'made' | 'back' | 'lost'): readonly Line[] {
  const words = { made: MADE, back: BACK, lost: LOST }[as];
  const lines = changes.slice(0, SHOWN).map((change) => wordsFor(words, change));
  return changes.length > SHOWN ? [...lines, [`and ${changes.length - SHOWN} more`]] : lines;
}

/** The same in one line. */
export function changeLine(changes: readonly Change[], as: 'made' | 'back' | 'lost'): Line {
  return changeLines(changes, as).flatMap((line, index) => (index === 0 ? line : ['; ', ...line]));
}

function wordsFor(words: Words, change: Change): Line {
  switch (change.kind) {
    case 'policy':
      return words.policy(change);
    case 'boundary':
      return words.boundary(change);
    case 'key':
      return words.key(change);
    case 'password':
      return words.password(change);
    case 'sessions':
      return words.sessions(change);
  }
}
