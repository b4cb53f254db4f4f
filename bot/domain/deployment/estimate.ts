// What a deployment costs a month, line by line, and how each line comes about. Prices are those of us-east-1.
import type { DeploymentPlan } from './deployment-plan.ts';
import { botLines, ownLogGb } from './estimate-bot.ts';
import { amount, type CostLine, totalOf } from './estimate-line.ts';
import { trailLines } from './estimate-trail.ts';
import { PRICES_AS_OF } from './prices.ts';
import type { Pieces, Usage } from './usage.ts';

export interface Estimate {
  readonly lines: readonly CostLine[];
  /** US dollars a month, with all that AWS gives an account for free. */
  readonly total: number;
  /** US dollars a month, when the rest of the account has used up everything that is free. */
  readonly withoutFreeTier: number;
  /** What was taken for granted, as sentences. */
  readonly assumptions: readonly string[];
}

/** The same plan, usage and pieces give the same estimate: in the README, before a deployment, and in tests. */
export function estimate(plan: DeploymentPlan, usage: Usage, pieces: Pieces): Estimate {
  const lines = (free: boolean) => [
    ...trailLines(plan, usage, ownLogGb(usage), free),
    ...botLines(plan, usage, pieces, free),
  ];
  return {
    lines: lines(true),
    total: totalOf(lines(true)),
    withoutFreeTier: totalOf(lines(false)),
    assumptions: assumptions(plan, usage),
  };
}

function assumptions({ region, organizationId }: DeploymentPlan, usage: Usage): readonly string[] {
  const { eventsPerMonth, dataEventsPerMonth, recordBytes, busyRegions } = usage;
  const data = dataEventsPerMonth > 0 ? ` and ${amount(dataEventsPerMonth)} data events` : '';
  return [
    `${amount(eventsPerMonth)} management events${data} a month.`,
    `Records of ${amount(recordBytes)} bytes, from ${busyRegions} busy ${busyRegions === 1 ? 'Region' : 'Regions'}; ${usage.incidents} incidents and ${usage.queries} queries a month.`,
    'The archive is as full as it gets: in the first months it costs next to nothing.',
    `List prices of us-east-1 as of ${PRICES_AS_OF}, without tax${region === 'us-east-1' ? '' : `; those of ${region} differ`}.`,
    'What is free is free once an account, and other things in it use it up as well.',
    ...(organizationId === undefined
      ? []
      : ["Events are those of all the organization's accounts. Trails of their own cost them extra then."]),
  ];
}
