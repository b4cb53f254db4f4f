// The commands behind `/trail`: their names, how they are written, and an example that works.

export const COMMAND_NAMES = [
  'status',
  'test',
  'alerts',
  'query',
  'who',
  'contain',
  'contained',
  'release',
  'mute',
  'mutes',
  'unmute',
  'review',
  'help',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

interface Form {
  /** Without `/trail`; `<…>` must be there, `[…]` may. */
  readonly usage: string;
  readonly example: string;
}

export const COMMAND_FORMS: { readonly [name in CommandName]: Form } = {
  status: { usage: 'status', example: 'status' },
  test: { usage: 'test [detection]', example: 'test cloudtrail-changes' },
  alerts: { usage: 'alerts [open|mine|24h]', example: 'alerts mine' },
  query: {
    usage: 'query <id> [name=value …] [last=6h]',
    example: 'query from-this-address address=203.0.113.7 last=6h',
  },
  who: { usage: 'who <user|role|access key|address|ARN>', example: 'who alice' },
  contain: { usage: 'contain <user|ARN>', example: 'contain alice' },
  contained: { usage: 'contained [name|ARN]', example: 'contained' },
  release: { usage: 'release [name|ARN]', example: 'release alice' },
  mute: {
    usage: 'mute <detection> <duration> <reason>',
    example: 'mute security-group-changes 4h the new VPN is being set up',
  },
  mutes: { usage: 'mutes', example: 'mutes' },
  unmute: { usage: 'unmute <id>', example: 'unmute 1a2b3c4d' },
  review: { usage: 'review', example: 'review' },
  help: { usage: 'help [command]', example: 'help query' },
};

/** The command of that name, in whatever case it was typed. */
export function commandNamed(word: string): CommandName | undefined {
  const lower = word.toLowerCase();
  return COMMAND_NAMES.find((name) => name === lower);
}
