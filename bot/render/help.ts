// What `/trail help` says: every command with an example that works, or more about one.
import type { KnownBlock } from '@slack/types';
import { COMMAND_FORMS, COMMAND_NAMES, type CommandName } from '../domain/command/commands.ts';
import type { Message } from '../domain/message.ts';
import { context } from './blocks.ts';
import { fitBlocks, type Part } from './fit-blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { bold, bullets, type Inline, paragraph } from './rich-text.ts';

const WORDS: { readonly [name in CommandName]: { readonly does: string; readonly more: readonly string[] } } =
  {
    status: {
      does: 'Can the trail be trusted right now?',
      more: [
        'Looks at the trail, its log group, the metric filters, the alarms and the way to Slack, and says how to mend what is not well.',
        'What could not be read is never called well.',
      ],
    },
    test: {
      does: 'Sends a test event all the way to Slack, and times it',
      more: [
        'Writes one marked record to the log group and follows it to the alarm and the message.',
        'With a detection’s name it tests that one. Takes a few minutes.',
      ],
    },
    alerts: {
      does: 'What is open, what is yours, or all of the last day',
      more: [
        'open: nobody resolved it, and something happened in the last 30 days. This is what you get without a word.',
        'mine: of those, what is assigned to you or what you acknowledged.',
        '24h: everything of the last day, resolved or not.',
      ],
    },
    query: {
      does: 'Asks the log a question',
      more: [
        'Without its values, a form asks for them. Values with spaces stand in quotes.',
        'last= says how far back to look: 30m, 4h, 2d or 1w, at most 30 days. Without it, each query knows its own.',
      ],
    },
    who: {
      does: 'What is known of a user, role, key, address or ARN',
      more: [
        'Shows recent incidents, where they usually come from and with what, and their last calls.',
        'CloudTrail’s event history cannot be searched by address: for one there is a query to run instead.',
      ],
    },
    contain: {
      does: 'Stops a user or role from doing anything in AWS',
      more: [
        'A form says what will happen, what else stops and what cannot be stopped. Nothing changes before it is approved.',
        'A name is looked for among the IAM users of this account. For a role, or another account, give the ARN.',
      ],
    },
    contained: {
      does: 'Who is contained, since when and why',
      more: ['Each has a Release… button. A name or an ARN shows that one alone.'],
    },
    release: {
      does: 'Gives back what a containment took',
      more: [
        'Shows who is contained: press Release… and say why. It is given back once that is approved.',
        'Without a name, all of them are shown.',
      ],
    },
    mute: {
      does: 'Keeps a detection quiet for a while',
      more: [
        'What it finds goes to the daily review instead of paging. Nothing is lost.',
        'The duration is 30m, 4h, 2d or 1w, at most 30 days. The reason is for whoever asks later.',
      ],
    },
    mutes: { does: 'What is quiet now, why, and until when', more: ['Each can be ended with a button.'] },
    unmute: { does: 'Ends a mute or an expected exception', more: ['/trail mutes shows the ids.'] },
    review: {
      does: 'What was counted and not worth a page, to sign off',
      more: ['Shows what came since the last sign-off. Signing off is recorded with your name.'],
    },
    help: { does: 'This list, or more about one command', more: [] },
  };

/** Titles and ids of the queries stand under `help query`. */
export interface HelpNames {
  readonly queries: readonly { readonly id: string; readonly question: string }[];
}

export function renderHelp(topic: CommandName | undefined, names: HelpNames): Message {
  return topic === undefined || topic === 'help' ? renderAll() : renderTopic(topic, names);
}

function renderAll(): Message {
  const lines = COMMAND_NAMES.filter((name) => name !== 'help').map((name): readonly Inline[] => [
    bold(`/trail ${COMMAND_FORMS[name].example}`),
    `\u2002${WORDS[name].does}`,
  ]);
  return {
    text: 'What /trail can do',
    blocks: [
      bullets('What /trail can do', lines),
      context([mrkdwn`More about one of them: ${code('/trail help query')}. Typos are fine.`]),
    ],
  };
}

function renderTopic(topic: CommandName, names: HelpNames): Message {
  const { usage, example } = COMMAND_FORMS[topic];
  const { does, more } = WORDS[topic];
  const parts: readonly Part[] = [
    { name: 'usage', rank: 1, blocks: [paragraph(bold(`/trail ${usage}`)), paragraph(does)] },
    { name: 'details', rank: 2, blocks: more.length === 0 ? [] : [bullets(undefined, more.map(line))] },
    { name: 'queries', rank: 3, blocks: topic === 'query' ? queryList(names) : [] },
    { name: 'example', rank: 1, blocks: [context([mrkdwn`For example ${code(`/trail ${example}`)}`])] },
  ];
  return { text: `/trail ${topic}: ${does}`, blocks: fitBlocks(parts) };
}

function queryList({ queries }: HelpNames): readonly KnownBlock[] {
  if (queries.length === 0) return [];
  return [
    bullets(
      'Queries',
      queries.slice(0, 40).map(({ id, question }) => [bold(id, 60), `\u2002${question}`]),
    ),
  ];
}

function line(text: string): readonly Inline[] {
  return [text];
}
