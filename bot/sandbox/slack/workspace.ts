// The workspace that the sandbox starts with: one team, its people and its channels.
import { nameIn, type Workspace } from '../../html/slack/workspace.ts';

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  /** A guest, `is_restricted` in Slack: may see a channel, and should not be able to contain anybody. */
  readonly isGuest: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly name: string;
  /** The other side of a direct message. */
  readonly user?: string;
  readonly topic: string;
}

export const TEAM = { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' } as const;
export const APP_ID = 'A0TRAILBOT';
export const BOT_ID = 'B0TRAILBOT';
export const BOT_USER_ID = 'U0TRAILBOT';

const person = (id: string, name: string, realName: string, isGuest = false): SlackUser => ({
  id,
  name,
  realName,
  isBot: false,
  isGuest,
});

export const USERS: readonly SlackUser[] = [
  { id: BOT_USER_ID, name: 'trailbot', realName: 'Trailbot', isBot: true, isGuest: false },
  person('U0ALEX0001', 'alex', 'Alex Rivera'),
  person('U0SAM00001', 'sam', 'Sam Okafor'),
  person('U0GUEST001', 'robin', 'Robin Lee (guest)', true),
];

/** Whoever looks at the page before they choose to be somebody else. */
export const FIRST_VIEWER = 'U0ALEX0001';

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export const USER_GROUPS: readonly UserGroup[] = [
  { id: 'S0ONCALL01', handle: 'on-call', name: 'On call', users: ['U0SAM00001'] },
];

export const CHANNELS: readonly Conversation[] = [
  { id: 'C0ALERTS01', name: 'security-alerts', topic: 'What needs a person now' },
  { id: 'C0REVIEW01', name: 'security-review', topic: 'Once a day: what was counted and did not page' },
  { id: 'C0GENERAL1', name: 'general', topic: 'Everybody, everything' },
];

/** What the app was given when it was installed: what templates/slack-manifest.yml asks for. */
export const SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'files:write',
  'im:write',
  'im:history',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
];

/** The user with that id; undefined when the workspace has none. */
export function findUser(id: string): SlackUser | undefined {
  return USERS.find((user) => user.id === id);
}

/** What the sandbox's page draws messages with. */
export const WORKSPACE: Workspace = {
  users: USERS,
  channels: CHANNELS,
  addressOfFile: (id) => `/files/${encodeURIComponent(id)}`,
};

/** What the page calls somebody or something by its id; the id itself when the workspace does not know it. */
export function nameOf(id: string): string {
  return nameIn(WORKSPACE, id);
}
