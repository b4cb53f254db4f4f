// What AWS asks for, in US dollars: us-east-1, list price. Other Regions differ, mostly by less than a third.

export interface Price {
  readonly usd: number;
  /** For how many: 0.10 for 100,000 events is `{ usd: 0.1, per: 100_000 }`. */
  readonly per: number;
  /** How many a month are free; undefined: none. */
  readonly free?: number;
  readonly source: string;
}

/** When the prices were last compared with their sources. Not every service's page was within reach then. */
export const PRICES_AS_OF = '2026-11';

const CLOUDTRAIL = 'https://aws.amazon.com/cloudtrail/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const SCHEDULER = 'https://aws.amazon.com/eventbridge/pricing/';

const million = 1_000_000;

export const PRICES = {
  /** Of management events; the first copy in each Region is free. */
  secondCopy: { usd: 2, per: 100_000, source: CLOUDTRAIL },
  dataEvents: { usd: 0.1, per: 100_000, source: CLOUDTRAIL },
  /** For each kind of insight. */
  insights: { usd: 0.35, per: 100_000, source: CLOUDTRAIL },
  /** GB that come in; what is free covers storage and queries as well. */
  logIngest: { usd: 0.5, per: 1, free: 5, source: CLOUDWATCH },
  logStorage: { usd: 0.03, per: 1, source: CLOUDWATCH },
  logQueries: { usd: 0.005, per: 1, source: CLOUDWATCH },
  alarm: { usd: 0.1, per: 1, free: 10, source: CLOUDWATCH },
  /** By the hour in which a metric has values. */
  metric: { usd: 0.3, per: 1, free: 10, source: CLOUDWATCH },
  /** Free are an account's first three with at most 50 metrics. */
  dashboard: { usd: 3, per: 1, source: CLOUDWATCH },
  put: { usd: 0.005, per: 1_000, source: S3 },
  standard: { usd: 0.023, per: 1, source: S3 },
  infrequent: { usd: 0.0125, per: 1, source: S3 },
  glacier: { usd: 0.0036, per: 1, source: S3 },
  deepArchive: { usd: 0.00099, per: 1, source: S3 },
  toInfrequent: { usd: 0.01, per: 1_000, source: S3 },
  toGlacier: { usd: 0.03, per: 1_000, source: S3 },
  toDeepArchive: { usd: 0.05, per: 1_000, source: S3 },
  invocation: { usd: 0.2, per: million, free: million, source: LAMBDA },
  /** GB-seconds on arm64. */
  compute: { usd: 13.3334, per: million, free: 400_000, source: LAMBDA },
  queueRequest: { usd: 0.4, per: million, free: million, source: SQS },
  publish: { usd: 0.5, per: million, free: million, source: SNS },
  email: { usd: 2, per: 100_000, free: 1_000, source: SNS },
  tableWrite: { usd: 0.625, per: million, source: DYNAMODB },
  tableRead: { usd: 0.125, per: million, source: DYNAMODB },
  tableStorage: { usd: 0.25, per: 1, free: 25, source: DYNAMODB },
  tableBackup: { usd: 0.2, per: 1, source: DYNAMODB },
  /** Its first and its second yearly rotation add as much again, each. */
  key: { usd: 1, per: 1, source: KMS },
  keyRequest: { usd: 0.03, per: 10_000, free: 20_000, source: KMS },
  schedule: { usd: 1, per: million, free: 14 * million, source: SCHEDULER },
} as const satisfies { readonly [name: string]: Price };

export type PriceName = keyof typeof PRICES;

/** @returns US dollars for so many a month */
export function priceOf(name: PriceName, amount: number, freeTier: boolean): number {
  const { usd, per, free = 0 }: Price = PRICES[name];
  return (Math.max(0, amount - (freeTier ? free : 0)) * usd) / per;
}
