// How long something computes, whatever else the machine is busy with.

/**
 * Milliseconds that this process computes while `run` runs. A clock on the wall would count as well what other processes
 * take of the machine.
 */
export function computingMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
