// Renews the generated part of a page that people write.

/** The page with what stands between the two marks replaced; undefined when they are not there, in this order. */
export function renewBetween(
  page: string,
  startMark: string,
  endMark: string,
  generated: string,
): string | undefined {
  const start = page.indexOf(startMark);
  const end = page.indexOf(endMark, start);
  if (start === -1 || end === -1) return undefined;
  return `${page.slice(0, start)}${startMark}\n\n${generated}\n\n${page.slice(end)}`;
}
