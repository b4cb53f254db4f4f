// Whether the bot is in each channel that the settings name, and what to type where it is not.
import { TrailbotError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import type { SeenChannel, SlackCheck, SlackIdentity } from '../ports/setup-connect.ts';
import type { Terminal } from '../ports/terminal.ts';

/** How often somebody is asked to invite the bot before it is given up. */
const ROUNDS = 3;
const JOIN = 'channels:join';

/** Every channel once, the most important first, as the settings name them. */
export function channelsOf(settings: Settings): readonly string[] {
  const { channels, fallbackChannel, answersIn, dailyReview } = settings;
  const { critical, high, medium, low } = channels;
  const review = dailyReview ? [dailyReview.channel] : [];
  return [...new Set([critical, high, medium, low, fallbackChannel, ...answersIn, ...review])];
}

export interface ChannelQuestion {
  readonly wanted: readonly string[];
  readonly identity: SlackIdentity;
  /** Whether somebody is there who can invite the bot now. */
  readonly attended: boolean;
}

/**
 * Joins where the app may; asks for an invitation where it may not.
 * @returns the channels, all with the bot in them
 * @throws TrailbotError `slack_channel_unusable` that names each channel and what to do
 */
export async function checkChannels(
  { wanted, identity, attended }: ChannelQuestion,
  slack: SlackCheck,
  terminal: Terminal,
): Promise<readonly SeenChannel[]> {
  for (let round = 1; ; round += 1) {
    const seen = await seeOrJoin(wanted, identity, slack);
    const troubles = seen.flatMap((one) => troubleWith(one, identity) ?? []);
    if (troubles.length === 0) return seen;
    if (!attended || round === ROUNDS) throw unusable(troubles);
    terminal.say(troubles.join('\n'));
    if (!(await terminal.confirm('Look again?'))) throw unusable(troubles);
  }
}

async function seeOrJoin(
  wanted: readonly string[],
  { scopes = [] }: SlackIdentity,
  slack: SlackCheck,
): Promise<readonly SeenChannel[]> {
  const seen = await slack.see(wanted);
  if (!scopes.includes(JOIN)) return seen;
  const open = seen.flatMap(({ found }) =>
    found && !found.isMember && !found.isPrivate && !found.isArchived ? [found.id] : [],
  );
  for (const id of open) await slack.join(id);
  return open.length > 0 ? slack.see(wanted) : seen;
}

function troubleWith({ wanted, found }: SeenChannel, { botName }: SlackIdentity): string | undefined {
  if (found === undefined)
    return `#${wanted}: there is none that the bot can see. Create it or correct templates/settings.yml; in a private one, type /invite @${botName}`;
  if (found.isArchived) return `#${found.name}: it is archived. Unarchive it, or name another one.`;
  return found.isMember ? undefined : `#${found.name}: the bot is not in it. Type there: /invite @${botName}`;
}

function unusable(troubles: readonly string[]): TrailbotError {
  return new TrailbotError({
    code: 'slack_channel_unusable',
    message: `Trailbot would have nowhere to speak:\n${troubles.join('\n')}`,
    hint: 'Nothing was stored. Mend this, then run npm run connect again.',
  });
}
