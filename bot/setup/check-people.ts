// What in settings.yml is still the example that it came with: people, accounts and roles that are nobody's here.
import { parseArn } from '../domain/parse-arn.ts';
import type { Settings } from '../domain/settings.ts';
import { type Checked, told } from './found-in-account.ts';

/** The members of the sandbox's workspace. */
const EXAMPLES = ['U0ALEX0001', 'U0SAM00001'];

/** Nothing of it stops a deployment: whoever deploys first may not have the ids yet. */
export function checkPeople(
  { people, accounts, containment }: Settings,
  accountId: string | undefined,
): Checked {
  const { responders, approvers, onCall } = people;
  const examples = (ids: readonly string[]) => ids.some((id) => EXAMPLES.includes(id));
  const still = [
    ...(examples(responders) ? ['people.responders'] : []),
    ...(examples(approvers) ? ['people.approvers'] : []),
    ...(onCall !== undefined && EXAMPLES.includes(onCall) ? ['people.onCall'] : []),
  ];
  const nobody = [
    ...(responders.length === 0 ? ['people.responders'] : []),
    ...(approvers.length === 0 ? ['people.approvers'] : []),
  ];
  const here = [accountId, ...Object.keys(containment.memberAccounts)];
  const elsewhere = containment.breakGlass.filter((arn) => !here.includes(parseArn(arn)?.accountId));
  return told(
    ...(still.length === 0
      ? []
      : [
          `Nobody of yours may press a button yet: ${still.join(', ')} in settings.yml ${still.length === 1 ? 'names' : 'name'} the sandbox's example members. Put your own Slack member ids there, and deploy again.`,
        ]),
    ...(nobody.length === 0 ? [] : [`Nobody is named in settings.yml under ${nobody.join(' and ')}.`]),
    ...(accountId === undefined || accounts[accountId] !== undefined
      ? []
      : [`accounts in settings.yml has no name for ${accountId}: messages will show its number.`]),
    ...(accountId === undefined || elsewhere.length === 0
      ? []
      : [
          `containment.breakGlass in settings.yml protects nobody here: ${elsewhere.join(', ')} ${elsewhere.length === 1 ? 'is' : 'are'} of another account.`,
        ]),
  );
}
