// Detections that have no metric filter and no alarm because somebody decided so: that is no trouble, and it is said.

/** The detections that have to have both. */
export function withAlarm<T extends { readonly id: string }>(
  detections: readonly T[],
  withoutAlarm: readonly string[],
): readonly T[] {
  return detections.filter(({ id }) => !withoutAlarm.includes(id));
}

/** `; 3 detections have none by choice`; empty when all have one. */
export function byChoice(number: number): string {
  if (number === 0) return '';
  return number === 1 ? '; 1 detection has none by choice' : `; ${number} detections have none by choice`;
}
