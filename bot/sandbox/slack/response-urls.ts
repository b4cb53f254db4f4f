// The addresses an app may answer an interaction at: five times, within thirty minutes.
import { randomUUID } from 'node:crypto';

const LIFETIME_MS = 30 * 60_000;
const USES = 5;

/** Where the interaction happened. `ts` is the message that was acted on, if there was one. */
export interface Origin {
  readonly channel: string;
  readonly user: string;
  readonly ts?: string;
  readonly threadTs?: string;
}

export class ResponseUrls {
  readonly #clock: () => Date;
  readonly #url: () => string;
  readonly #issued = new Map<string, { origin: Origin; until: number; left: number }>();

  constructor(clock: () => Date, url: () => string) {
    this.#clock = clock;
    this.#url = url;
  }

  issue(origin: Origin): string {
    const id = randomUUID();
    this.#issued.set(id, { origin, until: this.#clock().getTime() + LIFETIME_MS, left: USES });
    return `${this.#url()}/response/${id}`;
  }

  /** Uses the address once. @returns what Slack answers when it is used up, too old or unknown. */
  take(id: string): Origin | 'used_url' | 'expired_url' {
    const issued = this.#issued.get(id);
    if (issued === undefined || this.#clock().getTime() > issued.until) return 'expired_url';
    if (issued.left === 0) return 'used_url';
    issued.left -= 1;
    return issued.origin;
  }
}
