// auth.*, users.*, usergroups.* and reactions.*: who is who, and who liked what.
import { SlackFault } from '../slack-fault.ts';
import {
  APP_ID,
  BOT_ID,
  BOT_USER_ID,
  findUser,
  type SlackUser,
  TEAM,
  USER_GROUPS,
  USERS,
} from '../workspace.ts';
import { channelById, type World } from '../world.ts';
import type { Methods } from './web-api-methods.ts';

const wireUser = ({ id, name, realName, isBot, isGuest }: SlackUser) => ({
  id,
  team_id: TEAM.id,
  name,
  real_name: realName,
  deleted: false,
  is_bot: isBot,
  is_app_user: false,
  is_admin: false,
  is_owner: false,
  is_restricted: isGuest,
  is_ultra_restricted: false,
  tz: 'Etc/UTC',
  tz_offset: 0,
  profile: {
    real_name: realName,
    display_name: name,
    ...(isBot ? { api_app_id: APP_ID, bot_id: BOT_ID } : { email: emailOf(name) }),
  },
});

function emailOf(name: string): string {
  return `${name}@example.com`;
}

export function createUserMethods(world: World): Methods {
  return {
    'api.test': (args) => {
      const error = args.string('error');
      if (error) throw new SlackFault(error);
      return { args: args.toRecord() };
    },
    'auth.test': () => ({
      url: `https://${TEAM.domain}.slack.com/`,
      team: TEAM.name,
      user: findUser(BOT_USER_ID)?.name,
      team_id: TEAM.id,
      user_id: BOT_USER_ID,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
    'users.info': (args) => {
      const user = findUser(args.required('user'));
      if (user === undefined) throw new SlackFault('user_not_found');
      return { user: wireUser(user) };
    },
    'users.lookupByEmail': (args) => {
      const email = args.required('email').toLowerCase();
      const user = USERS.find(({ name, isBot }) => !isBot && emailOf(name) === email);
      if (user === undefined) throw new SlackFault('users_not_found');
      return { user: wireUser(user) };
    },
    'usergroups.list': () => ({
      usergroups: USER_GROUPS.map(({ id, handle, name, users }) => ({
        id,
        team_id: TEAM.id,
        handle,
        name,
        is_usergroup: true,
        user_count: users.length,
      })),
    }),
    'usergroups.users.list': (args) => {
      const group = USER_GROUPS.find(({ id }) => id === args.required('usergroup'));
      if (group === undefined) throw new SlackFault('no_such_subteam');
      return { users: group.users };
    },
    'users.list': () => ({ members: USERS.map(wireUser), response_metadata: { next_cursor: '' } }),
    'reactions.add': (args) => {
      const channel = channelById(world, args.required('channel'));
      const message = world.messages.find(channel.id, args.required('timestamp'));
      if (message === undefined) throw new SlackFault('message_not_found');
      const name = args.required('name').replaceAll(':', '');
      const given = message.reactions?.find((reaction) => reaction.name === name);
      if (given?.users.includes(BOT_USER_ID)) throw new SlackFault('already_reacted');
      world.messages.react(message, name, BOT_USER_ID);
      return {};
    },
  };
}
