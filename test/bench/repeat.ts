// Runs a measurement several times, one after the other, so that they do not disturb each other.

export async function repeat<T>(count: number, run: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  while (results.length < count) results.push(await run());
  return results;
}
