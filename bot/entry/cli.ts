// The command line: `npm run catalog` and its neighbours.
import './compile-cache.ts';
import { Command } from 'commander';
import { TrailbotError } from '../domain/errors.ts';

const tables = async () => (await import('./table-commands.ts')).tableCommands();
/** Loading what deploys takes longer than most commands run. */
const COMMANDS = new Map<string | undefined, () => Promise<readonly Command[]>>([
  ['catalog', tables],
  ['costs', tables],
  ['permissions', tables],
  ['replay', async () => [(await import('./replay-command.ts')).replayCommand()]],
  ['detections', async () => [(await import('./detections-command.ts')).detectionsCommand()]],
  ['deploy', async () => [(await import('./deploy-command.ts')).deployCommand()]],
  ['connect', async () => [(await import('./connect-command.ts')).connectCommand()]],
  ['destroy', async () => [(await import('./destroy-command.ts')).destroyCommand()]],
]);

const program = new Command('trailbot').description('What can be done with Trailbot from a terminal');
const asked = COMMANDS.get(process.argv[2]);
for (const load of asked ? [asked] : new Set(COMMANDS.values()))
  for (const command of await load()) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TrailbotError)) throw error;
  console.error(`${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
