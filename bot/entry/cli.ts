// The command line: `npm run catalog` and its neighbours.
import { Command } from 'commander';
import { TrailbotError } from '../domain/errors.ts';
import { replayCommand } from './replay-command.ts';
import { runCatalog } from './run-catalog.ts';

const ROOT = new URL('../../', import.meta.url);
const program = new Command('trailbot').description('What can be done with Trailbot from a terminal');

program
  .command('catalog')
  .description('check the templates and print the detections as a table')
  .option('--write', 'renew the table in README.md and the JSON Schemas in templates/', false)
  .action((options: { write: boolean }) => console.log(runCatalog(ROOT, options)));

program.addCommand(replayCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TrailbotError)) throw error;
  console.error(`${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
