// Commands that print a table, or with `--write` renew the file that holds a copy of it.
import { Command } from 'commander';
import { runCatalog } from './run-catalog.ts';
import { runCosts } from './run-costs.ts';
import { runPermissions } from './run-permissions.ts';

type Run = (root: URL, options: { readonly write: boolean }) => string;

const ROOT = new URL('../../', import.meta.url);

/** @param root - the project's folder, ending in a slash */
export function tableCommands(root = ROOT): readonly Command[] {
  const table = (name: string, description: string, renews: string, run: Run) =>
    new Command(name)
      .description(description)
      .option('--write', renews, false)
      .action((options: { readonly write: boolean }) => console.log(run(root, options)));
  return [
    table(
      'catalog',
      'check the templates and print the detections as a table',
      'renew the table in README.md and the JSON Schemas in templates/',
      runCatalog,
    ),
    table('costs', 'print what Trailbot costs a month', 'renew the table in README.md', runCosts),
    table(
      'permissions',
      'print what each function may do in an account',
      'renew the tables in .github/PERMISSIONS.md',
      runPermissions,
    ),
  ];
}
