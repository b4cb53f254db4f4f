// CloudTrail's operations on trails: describing them, starting and stopping them, and what they record.
import { AwsFault, type Call, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { flagOf, structuresOf, textOf, textsOf } from '../input-members.ts';
import { DEFAULT_SELECTORS, parseSelectors } from './cloudtrail-selectors.ts';
import {
  createTrail,
  parseSettings,
  renderSettings,
  renderStatus,
  renderTrail,
  type Trail,
} from './cloudtrail-trail.ts';

const TRAILS_PER_REGION = 5;

export interface Trails {
  readonly service: Service;
  /** Also the deleted ones: what deletes a trail is still recorded by it. */
  readonly all: () => readonly Trail[];
}

/** @param refusal what S3 says to a trail that is about to write to a bucket: an error code, or nothing */
export function createTrails(
  clock: Clock,
  accountId: string,
  first: Trail,
  refusal: (bucket: string) => string | undefined,
): Trails {
  const trails = new Map<string, Trail>([[first.arn, first]]);
  const alive = () => [...trails.values()].filter((it) => !it.isDeleted);

  function find(input: Input, member: 'Name' | 'TrailName', { region }: Call): Trail {
    const given = textOf(input, member) ?? '';
    const arn = given.startsWith('arn:') ? checkArn(given) : arnOf(checkName(given), region);
    const trail = trails.get(arn);
    if (trail === undefined || trail.isDeleted) {
      throw new AwsFault('TrailNotFoundException', `Unknown trail: ${arn} for the user: ${accountId}`);
    }
    return trail;
  }

  /** For what may only be done where the trail was made. */
  function findAtHome(input: Input, member: 'Name' | 'TrailName', call: Call): Trail {
    const trail = find(input, member, call);
    if (trail.homeRegion === call.region) return trail;
    throw new AwsFault(
      'InvalidHomeRegionException',
      `The trail ${trail.arn} can only be changed from its home Region, ${trail.homeRegion}.`,
    );
  }

  function arnOf(name: string, region: string): string {
    return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;
  }

  /** Trails of this Region, and the shadows of multi-Region trails. */
  function visible({ region }: Call, shadows: boolean): readonly Trail[] {
    return alive().filter((it) => it.homeRegion === region || (shadows && it.settings.multiRegion));
  }

  const service: Service = {
    DescribeTrails(input, call) {
      const names = textsOf(input, 'trailNameList');
      const shown = visible(call, flagOf(input, 'includeShadowTrails') ?? true).filter(
        ({ name, arn }) => names.length === 0 || names.includes(name) || names.includes(arn),
      );
      return { trailList: shown.map(renderTrail) };
    },
    ListTrails: (_input, call) => ({
      Trails: visible(call, true).map(({ arn, name, homeRegion }) => ({
        TrailARN: arn,
        Name: name,
        HomeRegion: homeRegion,
      })),
    }),
    GetTrail: (input, call) => ({ Trail: renderTrail(find(input, 'Name', call)) }),
    GetTrailStatus(input, call) {
      const trail = find(input, 'Name', call);
      return renderStatus(trail, clock.now(), refusal(trail.settings.bucket));
    },
    StartLogging(input, call) {
      const trail = findAtHome(input, 'Name', call);
      trail.isLogging = true;
      trail.startedAt = clock.now();
    },
    StopLogging(input, call) {
      const trail = findAtHome(input, 'Name', call);
      trail.isLogging = false;
      trail.stoppedAt = clock.now();
    },
    GetEventSelectors(input, call) {
      const { arn, selectors } = find(input, 'TrailName', call);
      return { TrailARN: arn, ...selectors };
    },
    PutEventSelectors(input, call) {
      const trail = findAtHome(input, 'TrailName', call);
      const selectors = parseSelectors(input);
      const asDefault = JSON.stringify(selectors) === JSON.stringify(DEFAULT_SELECTORS);
      trail.selectors = asDefault ? DEFAULT_SELECTORS : selectors;
      return { TrailARN: trail.arn, ...selectors };
    },
    GetInsightSelectors(input, call) {
      const { arn, name, insights } = find(input, 'TrailName', call);
      if (insights.length > 0) return { TrailARN: arn, InsightSelectors: insights };
      throw new AwsFault(
        'InsightNotEnabledException',
        `Trail ${name} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
      );
    },
    PutInsightSelectors(input, call) {
      const trail = findAtHome(input, 'TrailName', call);
      const insights = structuresOf(input, 'InsightSelectors');
      if (insights.some((it) => !/^Api(Call|Error)RateInsight$/.test(textOf(it, 'InsightType') ?? ''))) {
        throw new AwsFault(
          'InvalidInsightSelectorsException',
          'The insight type must be ApiCallRateInsight or ApiErrorRateInsight.',
        );
      }
      trail.insights = insights;
      return { TrailARN: trail.arn, InsightSelectors: insights };
    },
    CreateTrail(input, call) {
      const name = checkName(textOf(input, 'Name') ?? '');
      const trail = createTrail(name, call.region, accountId, parseSettings(input));
      const atHome = alive().filter((it) => it.homeRegion === call.region);
      if (atHome.some((it) => it.arn === trail.arn)) {
        throw new AwsFault(
          'TrailAlreadyExistsException',
          `Trail ${name} already exists for customer: ${accountId}`,
        );
      }
      if (atHome.length >= TRAILS_PER_REGION) {
        throw new AwsFault(
          'MaximumNumberOfTrailsExceededException',
          `User: ${accountId} already has ${TRAILS_PER_REGION} trails in ${call.region}.`,
        );
      }
      trails.set(trail.arn, trail);
      return renderSettings(trail);
    },
    UpdateTrail(input, call) {
      const trail = findAtHome(input, 'Name', call);
      trail.settings = parseSettings(input, trail.settings);
      return renderSettings(trail);
    },
    DeleteTrail(input, call) {
      const trail = findAtHome(input, 'Name', call);
      trail.isDeleted = true;
      trail.isLogging = false;
    },
  };
  return { service, all: () => [...trails.values()] };
}

function checkArn(arn: string): string {
  if (/^arn:aws:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail\/[A-Za-z0-9._-]{3,128}$/.test(arn)) return arn;
  throw new AwsFault('CloudTrailARNInvalidException', `Invalid trail ARN: ${arn}`);
}

function checkName(name: string): string {
  if (name === '') throw invalidName('Trail name cannot be blank!');
  if (name.length < 3) {
    throw invalidName(
      `Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`,
    );
  }
  if (name.length > 128) {
    throw invalidName(
      `Trail name too long. Maximum allowed length: 128 characters. Specified name length: ${name.length} characters.`,
    );
  }
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw invalidName(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    );
  }
  return name;
}

function invalidName(message: string): AwsFault {
  return new AwsFault('InvalidTrailNameException', message);
}
