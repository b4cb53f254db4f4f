// What somebody reads whose command was not understood: what is wrong, and a button that runs what they meant.
import type { Problem } from '../domain/command/command.ts';
import type { Message } from '../domain/message.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { bold, paragraph, shorten } from './rich-text.ts';
import { runButtons } from './run-buttons.ts';

export function renderProblem({ problem, suggestion }: Omit<Problem, 'kind'>): Message {
  const text = shorten(problem, 600);
  return {
    text: escapeMrkdwn(text),
    blocks: [
      paragraph(text),
      ...(suggestion === undefined
        ? []
        : [
            paragraph('Did you mean ', bold(`/trail ${suggestion}`, 300), '?'),
            ...runButtons([{ label: 'Run it', command: suggestion }]),
          ]),
    ],
  };
}
