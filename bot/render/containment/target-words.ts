// How a user or role is named to people: in a sentence, and in full.
import type { Target } from '../../domain/containment/target.ts';
import type { Settings } from '../../domain/settings.ts';
import { bold, type Inline, shorten } from '../rich-text.ts';

const NAME = 64;
const ARN = 300;

/** `ci-deploy` for a user, `role deploy` for a role: as alerts name them. */
export function targetName({ kind, name }: Target): string {
  const shown = shorten(name, NAME) || '–';
  return kind === 'role' ? `role ${shown}` : shown;
}

/** Name, kind, ARN and account, in one line. */
export function targetLine(target: Target, accounts: Settings['accounts']): readonly Inline[] {
  return [
    bold(target.name, NAME),
    target.kind === 'role' ? ' IAM role ' : ' IAM user ',
    codeText(target.arn, ARN),
    ` in ${accountOf(target, accounts)}`,
  ];
}

/** `production (123456789012)`; `account 123456789012` for one without a name. */
export function accountOf({ accountId }: Target, accounts: Settings['accounts']): string {
  const name = Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined;
  const id = shorten(accountId, 40);
  return name ? `${shorten(name, 40)} (${id})` : `account ${id}`;
}

/** Text as code, shown as it is. */
export function codeText(text: string, max: number): Inline {
  return { type: 'text', text: shorten(text, max), style: { code: true } };
}
