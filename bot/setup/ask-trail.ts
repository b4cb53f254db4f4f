// A new trail, or one that the account has: a second copy of the management events costs, and says nothing new.
import { TrailbotError } from '../domain/errors.ts';
import { judgeSelectors } from '../domain/health/judge-selectors.ts';
import { parseArn } from '../domain/parse-arn.ts';
import type { Settings } from '../domain/settings.ts';
import type { FoundTrail } from '../ports/setup.ts';
import { type Asking, choose } from './ask.ts';
import type { SettingChange } from './edit-settings.ts';

/** What `--trail` says for one that is to be made. */
const NEW = 'new';

export interface TrailQuestion {
  readonly settings: Settings;
  /** What the flag says. */
  readonly given: string | undefined;
  /** What the account has; undefined in a dry run without credentials. */
  readonly seen?: {
    readonly accountId: string;
    /** Undefined: nobody may look. */
    readonly trails: readonly FoundTrail[] | undefined;
    /** Whether Trailbot is deployed already: then it is not asked again. */
    readonly deployed: boolean;
  };
}

/** @throws TrailbotError `deployment_refused` for a trail that is not there, or is another account's */
export async function askTrail(
  { settings, given, seen }: TrailQuestion,
  asking: Asking,
): Promise<readonly SettingChange[]> {
  const { existing } = settings.deployment;
  if (given === NEW)
    return existing.trail ? [{ path: ['deployment', 'existing', 'trail'], value: false }] : [];
  if (given !== undefined)
    return seen?.trails === undefined
      ? [{ path: ['trail', 'name'], value: given }, ...isThere('trail')]
      : takeTrail(named(given, seen.trails, seen.accountId), settings);
  if (seen?.trails === undefined || seen.deployed || existing.trail) return [];
  const { trails, accountId } = seen;
  const candidates = trails
    .filter((trail) => trail.accountId === accountId && trail.description.IsMultiRegionTrail)
    .toSorted((a, b) => worth(b) - worth(a));
  const [best] = candidates;
  if (best === undefined) return [];
  const options = [
    ...candidates.map((trail) => ({ value: trail.name, label: describe(trail) })),
    { value: NEW, label: 'A new one, beside what is there' },
  ];
  const message =
    'The account has a trail of all Regions. Use it? A second one costs 2 USD for every 100,000 management events.';
  const suggested = [recordsAll(best) ? best.name : NEW];
  const [chosen] = (await choose({ message, flag: '--trail', options, suggested, one: true }, asking)) ?? [];
  const trail = candidates.find(({ name }) => name === chosen);
  return trail === undefined ? [] : takeTrail(trail, settings);
}

/** Whether it records every management event: the events that most detections are about. */
function recordsAll({ selectors, name, homeRegion }: FoundTrail): boolean {
  const place = { name, homeRegion, logGroup: '' };
  return judgeSelectors(selectors, { value: { Name: name } }, place).state === 'ok';
}

/** The log group that a trail delivers to, when it is in `accountId`. */
export function logGroupOf({ description }: FoundTrail, accountId: string): string | undefined {
  const arn = parseArn(description.CloudWatchLogsLogGroupArn ?? '');
  if (arn?.accountId !== accountId) return undefined;
  return /^log-group:([^:]+)/.exec(arn.resource)?.[1];
}

/** Its log group is in its home Region, and so is everything else of Trailbot. */
function takeTrail(trail: FoundTrail, settings: Settings): readonly SettingChange[] {
  const { name, homeRegion, accountId } = trail;
  const logGroup = logGroupOf(trail, accountId);
  return [
    { path: ['trail', 'name'], value: name },
    ...(homeRegion === settings.trail.homeRegion
      ? []
      : [{ path: ['trail', 'homeRegion'], value: homeRegion }]),
    ...isThere('trail'),
    ...(logGroup === undefined
      ? []
      : [{ path: ['trail', 'logGroup'], value: logGroup }, ...isThere('logGroup')]),
  ];
}

function isThere(what: 'trail' | 'logGroup'): readonly SettingChange[] {
  return [{ path: ['deployment', 'existing', what], value: true }];
}

function named(name: string, trails: readonly FoundTrail[], accountId: string): FoundTrail {
  const own = trails.filter((trail) => trail.accountId === accountId);
  const found = own.find((trail) => trail.name === name);
  if (found !== undefined) return found;
  const foreign = trails.find((trail) => trail.name === name);
  throw new TrailbotError({
    code: 'deployment_refused',
    message:
      foreign === undefined
        ? `There is no trail ${name} in this Region.`
        : `The trail ${name} is account ${foreign.accountId}'s: its log group is there, and cannot be read from here.`,
    hint:
      foreign === undefined
        ? `Give --trail new${own.map((trail) => `, or --trail ${trail.name}`).join('')}.`
        : `Deploy Trailbot into account ${foreign.accountId}, or give --trail new.`,
  });
}

/** What is delivered to a log group already comes in without another one to pay for. */
function worth(trail: FoundTrail): number {
  return (recordsAll(trail) ? 2 : 0) + (trail.description.CloudWatchLogsLogGroupArn ? 1 : 0);
}

function describe(trail: FoundTrail): string {
  const { name, homeRegion, description } = trail;
  const facts = [
    homeRegion,
    recordsAll(trail) ? 'all management events' : 'not all management events',
    description.CloudWatchLogsLogGroupArn === undefined ? 'no log group yet' : 'with a log group',
  ];
  return `${name} (${facts.join(', ')})`;
}
