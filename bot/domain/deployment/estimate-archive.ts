// What the archive costs: log files by storage class, once it is as full as it gets, and the requests that fill it.
import { type ArchiveRules, archiveRules } from './archive-rules.ts';
import type { DeploymentPlan } from './deployment-plan.ts';
import { type PriceName, priceOf } from './prices.ts';
import type { Usage } from './usage.ts';

/** CloudTrail's files are gzipped: about a tenth of what the log group counts. */
const GZIPPED = 0.1;
const DIGEST_BYTES = 2_000;
const FILES_PER_REGION = (60 / 5) * 730;
const DIGESTS_PER_REGION = 730;
const DAYS_PER_MONTH = 365 / 12;
/**
 * Smaller files are not moved by lifecycle rules:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const MOVED_FROM_BYTES = 128 * 1_024;

const CLASS_PRICES = {
  STANDARD_IA: { storage: 'infrequent', move: 'toInfrequent' },
  GLACIER: { storage: 'glacier', move: 'toGlacier' },
  DEEP_ARCHIVE: { storage: 'deepArchive', move: 'toDeepArchive' },
} as const satisfies { readonly [name: string]: { readonly storage: PriceName; readonly move: PriceName } };

export interface ArchiveCost {
  readonly storageUsd: number;
  readonly requestsUsd: number;
  /** GB in the archive once as much is deleted each day as comes in. */
  readonly fullGb: number;
  /** Whether the files are big enough for the cheaper classes. */
  readonly moved: boolean;
}

/** Log files and digests that CloudTrail writes in a month. */
export function archiveFiles({ busyRegions, regions }: Usage): number {
  return FILES_PER_REGION * busyRegions + DIGESTS_PER_REGION * regions;
}

/** @param rawGb - GB of records a month, before they are compressed */
export function archiveCost({ archiveDays }: DeploymentPlan, usage: Usage, rawGb: number): ArchiveCost {
  const files = FILES_PER_REGION * usage.busyRegions;
  const digests = DIGESTS_PER_REGION * usage.regions;
  const logGb = rawGb * GZIPPED;
  const digestGb = (digests * DIGEST_BYTES) / 1e9;
  const moved = (logGb * 1e9) / files >= MOVED_FROM_BYTES;
  const { transitions, expireAfterDays, recoverableDays } = archiveRules(archiveDays);
  const steps = moved ? transitions : [];
  // What expires is still there as an older version for a while.
  const inAll = expireAfterDays + recoverableDays;
  const months = inAll / DAYS_PER_MONTH;
  const storage = stays(inAll, steps).map(({ price, days }) =>
    priceOf(price, (logGb * days) / DAYS_PER_MONTH, true),
  );
  const moves = steps.map(({ storageClass }) => priceOf(CLASS_PRICES[storageClass].move, files, true));
  return {
    storageUsd: sum(storage) + priceOf('standard', digestGb * months, true),
    requestsUsd: priceOf('put', archiveFiles(usage), true) + sum(moves),
    fullGb: (logGb + digestGb) * months,
    moved,
  };
}

/** How many days a file is in each class. */
function stays(
  inAll: number,
  steps: ArchiveRules['transitions'],
): readonly { readonly price: PriceName; readonly days: number }[] {
  const classes: readonly { readonly price: PriceName; readonly from: number }[] = [
    { price: 'standard', from: 0 },
    ...steps.map(({ storageClass, afterDays }) => ({
      price: CLASS_PRICES[storageClass].storage,
      from: afterDays,
    })),
  ];
  return classes.map(({ price, from }, index) => ({
    price,
    days: (classes[index + 1]?.from ?? inAll) - from,
  }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
