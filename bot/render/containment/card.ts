// The message of one containment: who is locked out and why, its lines with their times, and what can be done now.
import type { KnownBlock } from '@slack/types';
import type { Containment } from '../../domain/containment/containment.ts';
import type { Message } from '../../domain/message.ts';
import type { Settings } from '../../domain/settings.ts';
import { fitBlocks } from '../fit-blocks.ts';
import { escapeMrkdwn } from '../mrkdwn.ts';
import { bold, bullets, paragraph, shorten } from '../rich-text.ts';
import { duration } from '../time-words.ts';
import { approverLine, releaseApproverLine } from './approvers.ts';
import { cardButtons } from './card-buttons.ts';
import { openDecision, stateWords } from './state-words.ts';
import { storyPart } from './story.ts';
import { targetLine } from './target-words.ts';

const REASON = 500;
const STOPS_TOO = 3;
const NEWEST = 12;
/** Where the long form does not fit into a message. */
const NEWEST_SHORT = 3;

/** The same function for its first post and for every edit after it. */
export function renderCard(containment: Containment, settings: Settings): Message {
  const { mark, line } = stateWords(containment);
  const reason = shorten(containment.reason, REASON) || 'no reason given';
  return {
    text: escapeMrkdwn(`${mark} ${line}: ${reason}`),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(`${mark} `, bold(line))] },
      { name: 'who', rank: 3, blocks: [paragraph(...targetLine(containment.target, settings.accounts))] },
      { name: 'why', rank: 4, blocks: [paragraph(bold('Why'), `: ${reason}`)] },
      { name: 'what is decided', rank: 5, blocks: decisionPart(containment, settings) },
      { name: 'what else stops', rank: 6, blocks: stopsTooPart(containment) },
      // On a phone the decision comes before the story.
      { name: 'buttons', rank: 2, blocks: cardButtons(containment) },
      {
        name: 'what happened',
        rank: 7,
        blocks: storyPart(containment, NEWEST),
        short: storyPart(containment, NEWEST_SHORT),
      },
    ]),
  };
}

/** What an approver has to know, and who that may be. */
function decisionPart(containment: Containment, settings: Settings): readonly KnownBlock[] {
  switch (openDecision(containment)) {
    case 'approval':
      return [
        paragraph(bold('What'), `: ${wanted(containment)}`),
        paragraph(...approverLine(containment, settings)),
      ];
    case 'release-approval':
      return [paragraph(...releaseApproverLine(containment.release?.requested.userId, settings))];
    default:
      return [];
  }
}

/** Only the plan said it until now, to who asked: an approver decides about it too. */
function stopsTooPart(containment: Containment): readonly KnownBlock[] {
  const { stopsToo = [] } = containment;
  if (openDecision(containment) !== 'approval' || stopsToo.length === 0) return [];
  const lines = stopsToo.slice(0, STOPS_TOO).map((sentence) => [shorten(sentence, REASON)]);
  return [bullets('What stops too', lines)];
}

function wanted({ target, mode, deletePassword, minutes }: Containment): string {
  const deny =
    target.kind === 'user'
      ? 'every call is refused (AWSDenyAll) and its access keys are made inactive'
      : 'every call of the role is refused (AWSDenyAll), for all that runs as it';
  const what = mode === 'deny' ? deny : 'the sessions it has now are refused; new sessions work';
  const password = deletePassword ? '; the console password is deleted for good' : '';
  const end =
    minutes === undefined
      ? 'until it is released'
      : `for ${duration(minutes * 60_000)}; then it is released without another question`;
  return `${what}${password}, ${end}`;
}
