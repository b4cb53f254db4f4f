// Somebody guesses user names and passwords at the sign-in page until one fits, and reads one secret after another.
import { ACCOUNT, AGENT, iamUser, OFFICE, signedIn } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call, consoleLogin, type Draft } from './records.ts';
import type { Scenario } from './scenario.ts';
import { daysBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'password-guessing';
const REGION = 'eu-west-1';
const SECRETS = [
  'payments/database',
  'payments/stripe',
  'shop/database',
  'shop/session',
  'mail/smtp',
  'crm/api',
].flatMap((name) => [`prod/${name}`, `staging/${name}`]);
/** AWS hides a user name that the account does not have, because people type passwords into that field. */
const NOBODY = {
  type: 'IAMUser',
  accountId: ACCOUNT,
  accessKeyId: '',
  userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
};
const GUESSER = { sourceIPAddress: '198.51.100.211', userAgent: 'python-requests/2.32.5' };

export const passwordGuessing: Scenario = {
  id,
  title: 'Passwords are being guessed',
  description:
    'Two dozen sign-ins fail from one address, one succeeds without MFA, and a dozen secrets are read.',
  principals: [
    { kind: 'user', name: 'bob', policies: ['PowerUserAccess'], console: true },
    { kind: 'user', name: 'alice', policies: ['ReadOnlyAccess'], console: true },
  ],
  expect: {
    pages: [
      'console-login-failures',
      'failed-console-logins',
      'console-login-unknown-user',
      'console-login-without-mfa',
      'secrets-read-rapidly',
    ],
  },

  history(now) {
    const bob = { userIdentity: iamUser('bob'), sourceIPAddress: OFFICE, userAgent: AGENT.chromeOnMac };
    const working = {
      ...bob,
      userIdentity: signedIn(bob.userIdentity, daysBefore(now, 1), true),
      inConsole: true as const,
    };
    const days = onWorkdays(now, 60, [
      [8 * 60 + 31, consoleLogin(bob, { mfa: true })],
      [8 * 60 + 52, consoleLogin({ ...bob, userIdentity: iamUser('alice') }, { mfa: true })],
      [8 * 60 + 40, call(working, 'monitoring:ListMetrics', { region: REGION })],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const bob = iamUser('bob');
    const atDoor = {
      userIdentity: bob,
      sourceIPAddress: '198.51.100.211',
      userAgent: AGENT.firefoxOnWindows,
    };
    const inside = { ...atDoor, userIdentity: signedIn(bob, now, false), inConsole: true as const };
    const region = REGION;
    return tellStory(id, now, [
      ...everydayCalls(now),
      ...guesses(),
      [4_700, consoleLogin(atDoor, { mfa: false })],
      [5_300, call(inside, 'secretsmanager:ListSecrets', { region, request: { maxResults: 100 } })],
      ...SECRETS.map(
        (secretId, index) =>
          [
            5_700 + index * 120,
            call(inside, 'secretsmanager:GetSecretValue', { region, request: { secretId } }),
          ] as const,
      ),
    ]);
  },
};

/** Names first: those that do not exist, then the two that do. */
function guesses(): readonly (readonly [number, Draft])[] {
  const names = [
    ...Array.from({ length: 10 }, () => undefined),
    'alice',
    ...Array.from({ length: 13 }, () => 'bob'),
  ];
  return names.map((name, index) => {
    const userIdentity = name === undefined ? NOBODY : iamUser(name);
    const failure = name === undefined ? 'No username found in supplied account' : 'Failed authentication';
    return [index * 180, consoleLogin({ ...GUESSER, userIdentity }, { mfa: false, failure })];
  });
}
