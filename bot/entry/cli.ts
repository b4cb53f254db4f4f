// The command line: `npm run catalog` and its neighbours.
import { Command } from 'commander';
import { TrailbotError } from '../domain/errors.ts';
import { connectCommand } from './connect-command.ts';
import { replayCommand } from './replay-command.ts';
import { runCatalog } from './run-catalog.ts';
import { runCosts } from './run-costs.ts';
import { runPermissions } from './run-permissions.ts';

const ROOT = new URL('../../', import.meta.url);
const program = new Command('trailbot').description('What can be done with Trailbot from a terminal');

program
  .command('catalog')
  .description('check the templates and print the detections as a table')
  .option('--write', 'renew the table in README.md and the JSON Schemas in templates/', false)
  .action((options: { write: boolean }) => console.log(runCatalog(ROOT, options)));

program
  .command('costs')
  .description('print what Trailbot costs a month')
  .option('--write', 'renew the table in README.md', false)
  .action((options: { write: boolean }) => console.log(runCosts(ROOT, options)));

program
  .command('permissions')
  .description('print what each function may do in an account')
  .option('--write', 'renew the tables in .github/PERMISSIONS.md', false)
  .action((options: { write: boolean }) => console.log(runPermissions(ROOT, options)));

program.addCommand(connectCommand());
program.addCommand(replayCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof TrailbotError)) throw error;
  console.error(`${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
