// What settings.yml does not say yet, asked in one sitting: account, Region, emails; then channel and presets.
import { PRESETS } from '../domain/deployment/deployment-settings.ts';
import { PRESET_RULES } from '../domain/deployment/presets.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isRegion } from '../domain/is-region.ts';
import type { Settings } from '../domain/settings.ts';
import type { Caller } from '../ports/setup.ts';
import { type Asking, ask, choose } from './ask.ts';
import type { SettingChange } from './edit-settings.ts';

/** What the flags say. */
export interface GivenAnswers {
  readonly account?: string;
  readonly region?: string;
  readonly emails?: readonly string[];
  /** `new`, or the name of a trail that is there. */
  readonly trail?: string;
  readonly channel?: string;
  /** Empty: none, said so. */
  readonly presets?: readonly string[];
}

/** A Region and an account are asked for once: nothing was deployed from these settings before. */
export function isFirstTime({ deployment }: Settings): boolean {
  return deployment.accountId === undefined;
}

/**
 * Where it is deployed, and who hears of it.
 * @param caller - undefined in a dry run without credentials
 */
export async function askPlace(
  settings: Settings,
  given: GivenAnswers,
  caller: Caller | undefined,
  asking: Asking,
): Promise<readonly SettingChange[]> {
  const { deployment, trail } = settings;
  const first = isFirstTime(settings);
  const account =
    given.account !== undefined || (first && caller !== undefined)
      ? await ask(given.account, accountQuestion(caller), asking)
      : undefined;
  const region =
    given.region !== undefined || first
      ? await ask(given.region, regionQuestion(trail.homeRegion), asking)
      : undefined;
  const emails =
    given.emails !== undefined || deployment.emails.length === 0
      ? await ask(given.emails?.join(', '), emailsQuestion(deployment.existing.topicArn), asking)
      : undefined;
  return [
    ...(account === undefined ? [] : [{ path: ['deployment', 'accountId'], value: account }]),
    ...(region === undefined ? [] : [{ path: ['trail', 'homeRegion'], value: region }]),
    ...(emails === undefined ? [] : [{ path: ['deployment', 'emails'], value: split(emails) }]),
  ];
}

/** @param first - as {@link isFirstTime} said before the account was filled in */
export async function askSlackAndPresets(
  settings: Settings,
  given: GivenAnswers,
  first: boolean,
  asking: Asking,
): Promise<readonly SettingChange[]> {
  return [
    ...(await askChannel(settings, given.channel, first, asking)),
    ...(await askPresets(settings, given.presets, first, asking)),
  ];
}

function accountQuestion(caller: Caller | undefined) {
  return {
    message: 'Which AWS account shall Trailbot be deployed into?',
    flag: '--account',
    ...(caller && { suggested: caller.accountId }),
    check: (answer: string) => (/^\d{12}$/.test(answer) ? undefined : 'An account id is 12 digits.'),
  };
}

function regionQuestion(suggested: string) {
  return {
    message: "In which Region? The trail's log group is there, and records of all Regions come to it.",
    flag: '--region',
    suggested,
    check: (answer: string) =>
      isRegion(answer) ? undefined : "That is not a Region's code, for example eu-west-1.",
  };
}

/** @param topicArn - of a topic of their own, to which Trailbot subscribes nobody */
function emailsQuestion(topicArn: string | undefined) {
  const what = topicArn === undefined ? 'every alarm' : 'escalations, and when Trailbot is broken,';
  return {
    ...EMAILS,
    message: `Who is told of ${what} by email, also while Slack or the bot is down? Commas between several.`,
  };
}

const EMAILS = {
  flag: '--email',
  check: (answer: string) =>
    split(answer).length > 0 && split(answer).every((email) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      ? undefined
      : 'One email address at least; commas between several.',
};

/** Companies that have given severities channels of their own have said enough. */
async function askChannel(
  { channels, fallbackChannel, answersIn }: Settings,
  given: string | undefined,
  first: boolean,
  asking: Asking,
): Promise<readonly SettingChange[]> {
  const names = new Set([...Object.values(channels), fallbackChannel]);
  if (given === undefined && (!first || names.size > 1)) return [];
  const question = {
    message: 'Which Slack channel gets the alerts? Without the #.',
    flag: '--channel',
    suggested: fallbackChannel,
    check: (answer: string) =>
      /^[^\s#@A-Z]{1,80}$|^[CG][A-Z0-9]{8,20}$/.test(answer)
        ? undefined
        : "That is not a channel's name: small letters, no spaces, no #.",
  };
  const channel = await ask(given, question, asking);
  if (channel === undefined || (names.size === 1 && channel === fallbackChannel)) return [];
  const answering = answersIn.map((name) => (names.has(name) ? channel : name));
  return [
    ...Object.keys(channels).map((severity) => ({ path: ['channels', severity], value: channel })),
    { path: ['fallbackChannel'], value: channel },
    { path: ['answersIn'], value: [...new Set(answering)] },
  ];
}

async function askPresets(
  { deployment }: Settings,
  given: readonly string[] | undefined,
  first: boolean,
  asking: Asking,
): Promise<readonly SettingChange[]> {
  const path = ['deployment', 'presets'];
  if (given !== undefined) {
    const unknown = given.find((name) => !PRESETS.some((preset) => preset === name));
    if (unknown === undefined) return [{ path, value: given }];
    throw new TrailbotError({
      code: 'settings_invalid',
      message: `--presets ${unknown}: there is no such preset.`,
      hint: `There are ${PRESETS.join(', ')}; commas between several, or none.`,
    });
  }
  if (!first || deployment.presets.length > 0) return [];
  const choice = {
    message: 'What do you have to comply with? Each sets how long logs are kept, and says why.',
    flag: '--presets',
    options: PRESETS.map((value) => ({ value, label: PRESET_RULES[value].name })),
    suggested: [],
  };
  const value = await choose(choice, asking);
  return value === undefined || value.length === 0 ? [] : [{ path, value }];
}

function split(list: string): readonly string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
