// The command `permissions`: prints or renews the page that says what the bot may do in an account.
import { readFileSync, writeFileSync } from 'node:fs';
import { TrailbotError } from '../domain/errors.ts';
import { renderPermissions, renewPermissions } from '../render/permissions-page.ts';

/** From the project's folder. */
const PAGE = '.github/PERMISSIONS.md';

/**
 * @param root - the project's folder, ending in a slash
 * @returns what to print
 * @throws TrailbotError `config_missing` when the page lacks the marks between which it is renewed
 */
export function runPermissions(root: URL, { write }: { readonly write: boolean }): string {
  const generated = renderPermissions();
  if (!write) return generated;
  const page = new URL(PAGE, root);
  const renewed = renewPermissions(readFileSync(page, 'utf8'), generated);
  if (renewed === undefined) {
    throw new TrailbotError({
      code: 'config_missing',
      message: `${PAGE} has no place for the permissions.`,
      hint: 'Put the two lines permissions:start and permissions:end back, as the version in Git has them.',
    });
  }
  writeFileSync(page, renewed);
  return `Written: ${PAGE}.`;
}
