// Finds the word somebody probably meant.

/** The known word nearest to `word`, or undefined when none is near enough to be a slip of the keyboard. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  return nearestWords(word, known)[0];
}

/** All known words that are equally near to `word`, nearest there is; empty when none is near enough. */
export function nearestWords(word: string, known: readonly string[]): readonly string[] {
  const ranked = known.map((candidate) => ({
    candidate,
    edits: distance(word.toLowerCase(), candidate.toLowerCase()),
  }));
  const fewest = Math.min(...ranked.map(({ edits }) => edits));
  if (fewest > Math.max(2, word.length / 3)) return [];
  return ranked.filter(({ edits }) => edits === fewest).map(({ candidate }) => candidate);
}

/**
 * Levenshtein distance, where two letters that changed places are one slip. Words longer than 60 characters are cut:
 * nobody's key is that long.
 */
function distance(a: string, b: string): number {
  const left = a.slice(0, 60);
  const right = b.slice(0, 60);
  let before: readonly number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const turned = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const turn = turned ? (before[j - 2] ?? 0) + 1 : swap;
      next.push(Math.min(swap, turn, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
