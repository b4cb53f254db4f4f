// Slack's rate limits as token buckets: bursts pass, a steady stream above the tier does not.

interface Limit {
  /** How many calls pass at once after a pause. */
  readonly burst: number;
  readonly perSecond: number;
  /** Whether every channel has a bucket of its own. */
  readonly perChannel: boolean;
}

/** The reference gives rates and calls bursts "short"; the sizes of the bursts are a guess on the generous side. */
const LIMITS: ReadonlyMap<string, Limit> = new Map([
  ['chat.postMessage', { burst: 10, perSecond: 1, perChannel: true }],
  ['chat.update', { burst: 20, perSecond: 50 / 60, perChannel: false }],
]);

/** @returns a function that gives the whole seconds to wait, 0 when the call may pass. */
export function createRateLimit(clock: () => Date): (method: string, channel: string) => number {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (method, channel) => {
    const limit = LIMITS.get(method);
    if (limit === undefined) return 0;
    const key = limit.perChannel ? `${method} ${channel}` : method;
    const now = clock().getTime() / 1_000;
    const { tokens, at } = buckets.get(key) ?? { tokens: limit.burst, at: now };
    const filled = Math.min(limit.burst, tokens + Math.max(0, now - at) * limit.perSecond);
    const passes = filled >= 1;
    buckets.set(key, { tokens: passes ? filled - 1 : filled, at: now });
    return passes ? 0 : Math.ceil((1 - filled) / limit.perSecond);
  };
}
