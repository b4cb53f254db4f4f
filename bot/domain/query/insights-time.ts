// Reads the moments in a Logs Insights result.

/** Insights' own form, UTC without saying so: `2026-11-22 14:03:11.000`. CloudTrail's: `2026-11-22T14:03:11Z`. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)Z?$/;

/** Undefined for text that is no moment. */
export function parseInsightsTime(text: string): Date | undefined {
  const [, day, clock] = MOMENT.exec(text) ?? [];
  const at = new Date(`${day}T${clock}Z`);
  return Number.isFinite(at.getTime()) ? at : undefined;
}
