// One line of a containment's story as a reply in its thread: an edited card would tell nobody.
import type { KnownBlock } from '@slack/types';
import {
  type Containment,
  type Happening,
  type HappeningKind,
  stands,
} from '../../domain/containment/containment.ts';
import type { Message } from '../../domain/message.ts';
import type { Settings } from '../../domain/settings.ts';
import { fitBlocks, type Part } from '../fit-blocks.ts';
import { mention, printLine } from '../mention.ts';
import { bullets, type Inline, moment, paragraph } from '../rich-text.ts';
import { releaseApproverLine } from './approvers.ts';
import { containByHand, releaseByHand, scpToCopy } from './by-hand.ts';
import { changeLines } from './change-words.ts';
import { isFirstApplied } from './containment-lines.ts';
import { storyLine } from './story.ts';
import { sentence } from './story-words.ts';
import { accountOf } from './target-words.ts';

/**
 * What changes who has access, what is being fought over, what went wrong and what waits for a decision is for
 * everybody. The rest only confirms it: its thread is enough.
 */
const LOUD: ReadonlySet<HappeningKind> = new Set([
  'requested',
  'lapsed',
  'applied',
  'stripped',
  'unverified',
  'failed',
  'ending',
  'release-requested',
  'released',
  'release-failed',
]);

export function isLoudHappening({ kind }: Happening): boolean {
  return LOUD.has(kind);
}

/** The first line can be understood alone; what to do about it follows. */
export function renderHappening(happening: Happening, containment: Containment, settings: Settings): Message {
  const { mark, told } = storyLine(happening, containment);
  const line = [`${mark} `, ...told];
  return {
    text: printLine(...line),
    blocks: fitBlocks([
      { name: 'what happened', rank: 1, blocks: [paragraph(...line)] },
      ...details(happening, containment, settings),
    ]),
  };
}

function details(happening: Happening, containment: Containment, settings: Settings): readonly Part[] {
  switch (happening.kind) {
    case 'applied':
      return appliedPart(happening, containment);
    case 'stripped':
      return fightingPart(containment, settings);
    case 'unverified':
    case 'failed':
      return troublePart(happening, containment, settings);
    case 'release-requested':
      return releasePart(happening, settings);
    case 'released':
      return [
        ...asPart(...listOf('Given back', changeLines(happening.back, 'back'))),
        ...asPart(...listOf('Could not be given back', changeLines(happening.lost, 'lost'))),
      ];
    case 'release-failed':
      return [
        ...asPart(paragraph(sentence(happening.hint)), ...standing(containment)),
        ...commandPart(releaseByHand(containment), containment, settings),
      ];
    default:
      return [];
  }
}

type Of<Kind extends HappeningKind> = Extract<Happening, { kind: Kind }>;

function appliedPart(happening: Of<'applied'>, containment: Containment): readonly Part[] {
  const { now } = happening;
  const changed =
    now.length === 0
      ? [paragraph('Nothing had to be changed: all of it was so before.')]
      : listOf('Changed', changeLines(now, 'made'));
  return asPart(...changed, ...(isFirstApplied(happening, containment) ? [decidedLine(containment)] : []));
}

function decidedLine({ requested, approved, endsAt }: Containment): KnownBlock {
  return paragraph(
    'Requested by ',
    mention(requested.userId),
    ...(approved ? [', approved by ', mention(approved.userId)] : []),
    ...(endsAt === undefined ? [', until it is released'] : [', until ', moment(endsAt)]),
    '. IAM can take minutes to refuse calls everywhere: whether it holds is said here next.',
  );
}

function fightingPart(containment: Containment, settings: Settings): readonly Part[] {
  return [
    ...asPart(
      paragraph(
        'Whoever did it still has a way in: contain what it made and who else is involved, and watch this thread.',
      ),
    ),
    ...scpPart(containment, settings),
  ];
}

function scpPart({ target }: Containment, settings: Settings): readonly Part[] {
  const scp = scpToCopy(target);
  if (scp.length === 0) return [];
  const where = `Nobody in an account can take off a service control policy. In AWS Organizations, create this one and attach it to ${accountOf(target, settings.accounts)}. It has no effect in the management account.`;
  return [{ name: 'a service control policy to copy', rank: 3, blocks: [paragraph(where), ...scp] }];
}

function troublePart(
  happening: Of<'failed' | 'unverified'>,
  containment: Containment,
  settings: Settings,
): readonly Part[] {
  return [
    ...asPart(paragraph(sentence(happening.hint)), ...standing(containment)),
    // What the account's own policies cannot hold, the same commands by hand cannot either.
    ...('fought' in happening && happening.fought
      ? scpPart(containment, settings)
      : commandPart(containByHand(containment, happening.at), containment, settings)),
  ];
}

/** Nobody is asked at the end of its time: that was approved with the containment. */
function releasePart({ userId }: Of<'release-requested'>, settings: Settings): readonly Part[] {
  return userId === undefined ? [] : asPart(paragraph(...releaseApproverLine(userId, settings)));
}

/** `planned` may or may not have been made before something stopped. */
function standing({ changes }: Containment): readonly KnownBlock[] {
  const made = changes.filter(({ state }) => state === 'made');
  const planned = changes.filter(({ state }) => state === 'planned');
  if (!changes.some(stands)) return [paragraph('Nothing of it stands in AWS now.')];
  return [
    ...listOf('In place now', changeLines(made, 'made')),
    ...listOf('Perhaps in place: look in IAM', changeLines(planned, 'made')),
  ];
}

function commandPart(
  commands: readonly KnownBlock[],
  { target }: Containment,
  settings: Settings,
): readonly Part[] {
  if (commands.length === 0) return [];
  const where = `By hand, as an administrator of ${accountOf(target, settings.accounts)}, for example in CloudShell:`;
  return [{ name: 'the commands to do it by hand', rank: 3, blocks: [paragraph(where), ...commands] }];
}

function listOf(heading: string, lines: readonly (readonly Inline[])[]): readonly KnownBlock[] {
  return lines.length === 0 ? [] : [bullets(heading, lines)];
}

function asPart(...blocks: readonly KnownBlock[]): readonly Part[] {
  return blocks.length === 0 ? [] : [{ name: 'details', rank: 2, blocks }];
}
