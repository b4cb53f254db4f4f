// Commands and a policy to copy, for when the bot could not do it: the same changes, by hand.
import type { KnownBlock } from '@slack/types';
import { type Change, type Containment, stands } from '../../domain/containment/containment.ts';
import { denyScp, isLiteral } from '../../domain/containment/refuse/deny-scp.ts';
import { revokingDocument } from '../../domain/containment/revocation.ts';
import { denyAllArn, type Target } from '../../domain/containment/target.ts';
import { REVOKE_POLICY } from '../../domain/naming.ts';
import { preformatted } from '../rich-text.ts';
import { isTime } from '../time-words.ts';

/** A cut command would be worse than none: those that do not fit are left out whole. */
const COMMANDS = 2_400;
const POLICY = 1_500;

/** Commands of the AWS CLI that do what the containment should have done; done before is no harm. Empty when none fits. */
export function containByHand({ target, mode, changes }: Containment, at: Date): readonly KnownBlock[] {
  const wanted: readonly Change[] = changes.filter(stands);
  const asked: Change = mode === 'deny' ? { kind: 'policy' } : { kind: 'sessions', before: at };
  return commandBlock(
    (wanted.length > 0 ? wanted : [asked]).flatMap((change) => containCommand(target, change)),
  );
}

/** Commands that give back what still stands. */
export function releaseByHand({ target, changes }: Containment): readonly KnownBlock[] {
  return commandBlock(changes.filter(stands).flatMap((change) => releaseCommand(target, change)));
}

/** A service control policy that denies the target everything: nobody in the account can take it off. */
export function scpToCopy({ arn }: Target): readonly KnownBlock[] {
  const policy = denyScp({ ArnEquals: { 'aws:PrincipalArn': arn } });
  return !isLiteral(arn) || policy.length > POLICY ? [] : [preformatted(policy, POLICY)];
}

function commandBlock(commands: readonly string[]): readonly KnownBlock[] {
  let room = COMMANDS;
  const fitting = commands.filter((command) => {
    if (command.length >= room) return false;
    room -= command.length + 1;
    return true;
  });
  return fitting.length === 0 ? [] : [preformatted(fitting.join('\n'), COMMANDS)];
}

function containCommand(target: Target, change: Change): readonly string[] {
  const { kind } = target;
  const deny = quote(denyAllArn(target));
  switch (change.kind) {
    case 'policy':
      return [`aws iam attach-${kind}-policy ${named(target)} --policy-arn=${deny}`];
    case 'boundary':
      return [`aws iam put-${kind}-permissions-boundary ${named(target)} --permissions-boundary=${deny}`];
    case 'key':
      return [keyCommand(target, change.accessKeyId, 'Inactive')];
    case 'password':
      return [`aws iam delete-login-profile ${named(target)}`];
    case 'sessions':
      return isTime(change.before) ? [revokeCommand(target, change.before)] : [];
  }
}

function releaseCommand(target: Target, change: Change): readonly string[] {
  const { kind } = target;
  switch (change.kind) {
    case 'policy':
      return [`aws iam detach-${kind}-policy ${named(target)} --policy-arn=${quote(denyAllArn(target))}`];
    case 'boundary':
      return change.before === undefined
        ? [`aws iam delete-${kind}-permissions-boundary ${named(target)}`]
        : [
            `aws iam put-${kind}-permissions-boundary ${named(target)} --permissions-boundary=${quote(change.before)}`,
          ];
    case 'key':
      return change.found ? [] : [keyCommand(target, change.accessKeyId, 'Active')];
    default:
      return [];
  }
}

function keyCommand(target: Target, accessKeyId: string, status: 'Active' | 'Inactive'): string {
  return `aws iam update-access-key ${named(target)} --access-key-id=${quote(accessKeyId)} --status ${status}`;
}

function revokeCommand(target: Target, before: Date): string {
  const document = quote(revokingDocument(before));
  return `aws iam put-role-policy ${named(target)} --policy-name ${REVOKE_POLICY} --policy-document=${document}`;
}

/** With `=`, because a name may begin with a hyphen and would be read as an option. */
function named({ kind, name }: Target): string {
  return `--${kind}-name=${quote(name)}`;
}

/** One word for a shell, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
