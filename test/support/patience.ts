// How long a test waits for what comes in a moment, on a machine that is busy.

/** For `expect.poll` and `vi.waitFor`, which end as soon as it is there: their own second is short while others compute. */
export const PATIENT = { timeout: 25_000 };
