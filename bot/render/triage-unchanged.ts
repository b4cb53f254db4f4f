// Why a decision about an incident changed nothing.
import type { Incident } from '../domain/incident/incident.ts';
import type { Message } from '../domain/message.ts';
import { isElsewhere } from '../domain/triage/apply-deed.ts';
import { mention, printLine } from './mention.ts';
import { type Inline, moment, paragraph } from './rich-text.ts';
import { VERDICT_WORDS } from './triage-words.ts';

/** What was there first; or that the incident is over, and where the newer one is. */
export function renderUnchanged(incident: Incident): Message {
  return asMessage(reason(incident));
}

export function renderNobodyToAssign(userId: string): Message {
  return asMessage([
    mention(userId),
    ' cannot be given an incident: only members of this workspace can. Choose somebody else.',
  ]);
}

function reason(incident: Incident): readonly Inline[] {
  const { acknowledged, assignee, resolved } = incident.triage ?? {};
  if (isElsewhere(incident)) return ['There is nothing to decide here: the message says where it went on.'];
  if (resolved) {
    const what = `Already resolved as ${VERDICT_WORDS[resolved.verdict]} by `;
    const after = '. New activity opens it again by itself.';
    return [what, mention(resolved.userId), ' ', moment(resolved.at), after];
  }
  if (acknowledged) {
    const has = assignee !== undefined && assignee !== acknowledged.userId;
    return [
      'Already acknowledged by ',
      mention(acknowledged.userId),
      ' ',
      moment(acknowledged.at),
      ...(has ? [', and assigned to ', mention(assignee)] : []),
      '.',
    ];
  }
  if (assignee !== undefined) return ['Already assigned to ', mention(assignee), '.'];
  return ['This incident is over. What the same actor did since is in a newer message: decide there.'];
}

function asMessage(line: readonly Inline[]): Message {
  return { text: printLine(...line), blocks: [paragraph(...line)] };
}
