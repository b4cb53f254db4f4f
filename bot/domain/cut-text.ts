// Shortens text that came from outside without leaving half a character behind.

/** At most `max` UTF-16 units; where something was cut off, `…` is the last of them. Always well-formed Unicode. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text.toWellFormed();
  const kept = text.slice(0, max - 1);
  const last = kept.charCodeAt(kept.length - 1);
  const half = last >= 0xd800 && last <= 0xdbff;
  return `${(half ? kept.slice(0, -1) : kept).toWellFormed()}…`;
}
