// Whether people are answered where the bot posts its buttons: in another channel each press is refused.
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { find, ok, type Reading, warning } from './reading.ts';
import { nameSome } from './remedy-words.ts';

type ChannelSettings = Pick<Settings, 'channels' | 'fallbackChannel' | 'dailyReview' | 'answersIn'>;

const ID = /^[CG][A-Z0-9]{8,}$/;

/**
 * The ids whose names have to be known, because settings name one channel by its id and another by its name; none where
 * the references can be compared as they are.
 */
export function channelIdsToName(settings: ChannelSettings): readonly string[] {
  const { answersIn } = settings;
  const others = channelsWithButtons(settings).filter((channel) => !answersIn.includes(channel));
  if (others.length === 0) return [];
  return [...new Set([...others, ...answersIn])].filter((channel) => ID.test(channel));
}

/** @param names of {@link channelIdsToName}; an id without one is a channel that the bot does not see */
export function judgeChannels(
  settings: ChannelSettings,
  names: Reading<ReadonlyMap<string, string>>,
): Finding {
  const check = { check: 'answers-in', title: 'Buttons are answered', place: { kind: 'settings' } } as const;
  return find(check, names, (known) => {
    const nameOf = (channel: string) => known.get(channel) ?? channel;
    const answered = new Set(settings.answersIn.map(nameOf));
    const refused = channelsWithButtons(settings)
      .map(nameOf)
      .filter((channel) => !answered.has(channel));
    if (refused.length === 0) return ok('In each channel that has any.');
    const [these, are] = refused.length === 1 ? ['that channel', 'is'] : ['those channels', 'are'];
    return warning(
      `${nameSome(refused.map((name) => `#${name}`))} ${are} not in answersIn: whoever presses a button there is refused.`,
      `Add ${these} to answersIn in templates/settings.yml, and deploy again.`,
    );
  });
}

function channelsWithButtons({ channels, fallbackChannel, dailyReview }: ChannelSettings): readonly string[] {
  return [...new Set([...Object.values(channels), dailyReview?.channel ?? fallbackChannel])];
}
