// What a query cost.

/** https://aws.amazon.com/cloudwatch/pricing: us-east-1, the cheapest; other Regions ask up to half as much again. */
const DOLLARS_PER_GIB = 0.005;
const GIB = 2 ** 30;

/** US dollars for `bytes` that Logs Insights read, whether it found something, was stopped or failed. */
export function scanCost(bytes: number): number {
  return (bytes / GIB) * DOLLARS_PER_GIB;
}
