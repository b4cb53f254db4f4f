// The command line: `npm run catalog` and its neighbours.
import { Command } from 'commander';
import { TrailbotError } from '../domain/errors.ts';
import { connectCommand } from './connect-command.ts';
import { deployCommand } from './deploy-command.ts';
import { destroyCommand } from './destroy-command.ts';
import { replayCommand } from './replay-command.ts';
import { tableCommands } from './table-commands.ts';

const ROOT = new URL('../../', import.meta.url);
const program = new Command('trailbot').description('What can be done with Trailbot from a terminal');

for (const command of [...tableCommands(ROOT), replayCommand()]) program.addCommand(command);
for (const command of [deployCommand(), connectCommand(), destroyCommand()]) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TrailbotError)) throw error;
  console.error(`${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
