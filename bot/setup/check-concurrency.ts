// How many requests from the internet may be handled at a time: a new account has too few functions at a time to reserve any.
import { FUNCTIONS } from '../domain/deployment/functions.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook } from '../ports/setup.ts';
import { type Checked, judge, NOTHING_FOUND, refused, told } from './found-in-account.ts';

/** Lambda keeps so many for what reserves none: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const KEPT = 100;
/** And so many in an account whose limit is below that: Lambda's own words there, "its minimum value of [10]". */
const KEPT_AT_LEAST = 10;

export interface IngressChoice {
  /** Undefined: as the stack has it, or its default. */
  readonly ingressConcurrency: number | undefined;
  readonly checked: Checked;
}

/**
 * @param said - what the flag says
 * @param isDeployed - whether there is a stack that works: it keeps what it has
 */
export async function chooseConcurrency(
  said: number | undefined,
  isDeployed: boolean,
  account: AccountLook,
): Promise<IngressChoice> {
  const { name, reservedConcurrency = 0 } = FUNCTIONS.ingress;
  const asIs = (checked: Checked): IngressChoice => ({ ingressConcurrency: said, checked });
  if (said === 0 || (said === undefined && isDeployed)) return asIs(NOTHING_FOUND);
  const found = await readingOf(() => account.concurrency(name));
  if (!('value' in found))
    return asIs(judge('How many functions Lambda may run at a time', found, () => NOTHING_FOUND));
  const { unreserved, reserved } = found.value;
  const room = unreserved + reserved;
  const wanted = said ?? reservedConcurrency;
  if (room - wanted >= KEPT) return asIs(NOTHING_FOUND);
  if (said === undefined) return { ingressConcurrency: 0, checked: told(tooFew(room, wanted)) };
  const facts = `--ingress-concurrency ${said}: ${runs(room)}, and Lambda keeps ${KEPT} of them for functions that reserve none.`;
  return asIs(
    room - said < KEPT_AT_LEAST
      ? refused(facts, `Give ${mostOf(room)}, or ask for more in the Service Quotas console (${QUOTA}).`)
      : told(`${facts} It may refuse this, and the deployment would fail: then give ${mostOf(room)}.`),
  );
}

const QUOTA = 'AWS Lambda, Concurrent executions';

function runs(room: number): string {
  return `Lambda has ${room} runs at a time left to share out in this account`;
}

function mostOf(room: number): string {
  return room > KEPT ? `${room - KEPT} or fewer, or 0 for no limit` : '0, which sets no limit';
}

function tooFew(room: number, wanted: number): string {
  return `${runs(room)}, and keeps ${KEPT}: it can reserve none, so Slack's web address gets no limit of its own (as with --ingress-concurrency 0). A flood of requests could hold up the other functions until then. Ask for more in the Service Quotas console (${QUOTA}), then run npm run deploy -- --ingress-concurrency ${wanted}.`;
}
