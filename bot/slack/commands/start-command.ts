// Starts what a command asks for, wherever it came from: queues it, opens the form, or says what to type.
import type { Command } from '../../domain/command/command.ts';
import { parseCommand } from '../../domain/command/parse-command.ts';
import type { Work } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderHelp } from '../../render/help.ts';
import { renderProblem } from '../../render/help-problem.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { openContain } from '../views/contain.ts';
import { openQuery } from '../views/query.ts';
import { type CommandOrigin, commandJob } from './command-job.ts';

export interface AskedCommand extends CommandOrigin {
  readonly triggerId: string;
}

export type Started =
  | { readonly kind: 'queued'; readonly work: Work }
  /** A form asks for the rest. */
  | { readonly kind: 'asking' }
  /** Nothing to do but to say this. */
  | { readonly kind: 'told'; readonly message: Message };

/** @throws TrailbotError when it could not be queued or the form could not be opened; the receiver tells the person. */
export async function startCommand(asked: AskedCommand, deps: IngressDeps): Promise<Started> {
  const command = parseCommand(asked.text, deps);
  switch (command.kind) {
    case 'work':
      await deps.jobs.add(commandJob(command.work, asked));
      return { kind: 'queued', work: command.work };
    case 'ask-query':
      return askForRest(command, asked, deps);
    case 'ask-contain':
      await openContain(deps, { ...asked, whom: command.whom });
      return { kind: 'asking' };
    case 'help':
      return { kind: 'told', message: renderHelp(command.topic, deps) };
    case 'problem':
      return { kind: 'told', message: renderProblem(command) };
  }
}

async function askForRest(
  { queryId, values, hours }: Extract<Command, { kind: 'ask-query' }>,
  { triggerId, replyTo }: AskedCommand,
  deps: IngressDeps,
): Promise<Started> {
  const query = deps.queries.find(({ id }) => id === queryId);
  if (query)
    await openQuery({ triggerId, replyTo, query, values, ...(hours !== undefined && { hours }) }, deps);
  return { kind: 'asking' };
}
