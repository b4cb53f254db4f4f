// How long to leave a message that failed before it is tried again.

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 900;

/**
 * Seconds: 5, 15, 45, 135, 405, then 900 each. The first tries come quickly, because most failures are over in a moment
 * and somebody may be waiting; twelve tries bridge more than an hour and a half of Slack being down.
 * @param received how often the message was received so far, from 1.
 */
export function retryDelay(received: number): number {
  const tries = Math.max(1, Math.floor(received) || 1);
  return Math.min(LONGEST_SECONDS, FIRST_SECONDS * 3 ** (tries - 1));
}
