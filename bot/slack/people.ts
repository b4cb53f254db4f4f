// Who is who in the workspace, through Slack's Web API; remembered for a minute.
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../ports/run.ts';
import type { People, Person } from '../ports/slack.ts';
import { createMinuteMemory } from './minute-memory.ts';
import { callSlack, slackErrorOf } from './slack-error.ts';

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

const NOBODY = ['user_not_found', 'users_not_found', 'user_not_visible'];
const NO_GROUP = ['no_such_subteam', 'subteam_not_found'];

/** A failure is never remembered, and never taken for an answer. */
export function createPeople(client: WebClient, clock?: Clock): People {
  const remember = createMinuteMemory(clock);
  const team = once(async () => {
    const answer = await callSlack('auth.test', () => client.auth.test());
    return answer.team_id ?? '';
  });

  async function person(method: string, ask: () => Promise<{ user?: User }>): Promise<Person | undefined> {
    const ours = await team();
    const answer = await unless(NOBODY, () => callSlack(method, ask));
    return answer?.user && personOf(answer.user, ours);
  }

  return {
    find: (user) => remember(`user ${user}`, () => person('users.info', () => client.users.info({ user }))),
    findByEmail: (email) =>
      remember(`email ${email}`, () =>
        person('users.lookupByEmail', () => client.users.lookupByEmail({ email })),
      ),
    membersOf: (usergroup) =>
      remember(`group ${usergroup}`, async () => {
        const answer = await unless(NO_GROUP, () =>
          callSlack('usergroups.users.list', () => client.usergroups.users.list({ usergroup })),
        );
        return answer?.users ?? [];
      }),
  };
}

/** In an Enterprise organisation a person belongs to several workspaces. */
function personOf(user: User, ours: string): Person {
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  const email = user.profile?.email;
  return {
    id: user.id ?? '',
    teamId: user.team_id ?? '',
    name: user.profile?.display_name || user.real_name || user.name || '',
    ...(email !== undefined && { email }),
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isBot: user.is_bot === true || user.id === 'USLACKBOT',
    isDeactivated: user.deleted === true,
    isStranger: user.is_stranger === true || ours === '' || !teams.includes(ours),
  };
}

/** What did not work is asked again the next time. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/** Undefined when Slack answered with one of these errors. */
async function unless<T>(errors: readonly string[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (errors.includes(slackErrorOf(error) ?? '')) return undefined;
    throw error;
  }
}
