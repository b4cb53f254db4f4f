// The names of Slack's Web API methods, so that one the sandbox lacks is told from one that does not exist.

const FAMILIES: Readonly<Record<string, string>> = {
  apps: 'uninstall',
  'apps.connections': 'open',
  'apps.event.authorizations': 'list',
  'apps.manifest': 'create delete export update validate',
  'assistant.threads': 'setStatus setSuggestedPrompts setTitle',
  auth: 'revoke',
  'auth.teams': 'list',
  blocks: 'validate',
  bookmarks: 'add edit list remove',
  bots: 'info',
  calls: 'add end info update',
  canvases: 'create delete edit',
  'canvases.access': 'delete set',
  chat: 'appendStream deleteScheduledMessage meMessage scheduleMessage startStream stopStream unfurl',
  'chat.scheduledMessages': 'list',
  conversations:
    'acceptSharedInvite approveSharedInvite archive close create declineSharedInvite invite inviteShared kick leave listConnectInvites mark members rename setPurpose setTopic unarchive',
  'conversations.canvases': 'create',
  dialog: 'open',
  dnd: 'endDnd endSnooze info setSnooze teamInfo',
  emoji: 'list',
  files: 'delete info list revokePublicURL sharedPublicURL upload',
  'files.remote': 'add info list remove share update',
  functions: 'completeError completeSuccess',
  migration: 'exchange',
  oauth: 'access',
  'oauth.v2': 'access exchange',
  'openid.connect': 'token userInfo',
  pins: 'add list remove',
  reactions: 'get list remove',
  reminders: 'add complete delete info list',
  rtm: 'connect start',
  search: 'all files messages',
  slackLists: 'create update',
  'slackLists.items': 'create delete info list update',
  stars: 'add list remove',
  team: 'accessLogs billableInfo info integrationLogs',
  'team.profile': 'get',
  'tooling.tokens': 'rotate',
  usergroups: 'create disable enable update',
  'usergroups.users': 'update',
  users: 'conversations deletePhoto getPresence identity setPhoto setPresence',
  'users.profile': 'get set',
};

const NAMES = new Set(
  Object.entries(FAMILIES).flatMap(([family, names]) => names.split(' ').map((name) => `${family}.${name}`)),
);

/** True for what Slack has and this sandbox has not. */
export function isMethodElsewhere(method: string): boolean {
  return NAMES.has(method) || method.startsWith('admin.');
}
