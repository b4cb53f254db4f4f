// One match as scripts read it: a line of `--jsonl`.
import type { Finding } from './finding.ts';
import type { Told } from './number-incidents.ts';

/**
 * @returns JSON without a line break; `incident` counts from 1, and is null for what nobody was told of. With
 * `suppressedBy` where a suppression is why.
 */
export function matchLine({ page, incident, suppressedBy }: Told): string {
  const { detectionId, eventID, at, lane, severity, actorKey, accountId } = page;
  return JSON.stringify({
    detection: detectionId,
    eventID,
    eventTime: at === undefined ? null : new Date(at).toISOString(),
    lane,
    severity,
    incident: incident ?? null,
    actor: actorKey,
    account: accountId,
    suppressedBy,
  });
}

export function reviewLine(finding: Finding): string {
  return matchLine({ page: finding, incident: undefined });
}
