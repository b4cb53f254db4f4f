// Findings of a replay, with what a test does not care about filled in.
import type { Finding } from '../../bot/domain/replay/finding.ts';

let count = 0;

/** A page of alice's, each another event. */
export function finding(changes: Partial<Finding> = {}): Finding {
  count += 1;
  return {
    detectionId: 'root-usage',
    eventID: `e${count}`,
    at: 0,
    lane: 'page',
    severity: 'high',
    raised: false,
    failed: false,
    region: 'us-east-1',
    accountId: '123456789012',
    actorKind: 'iam-user',
    actorKey: 'iam-user/123456789012/alice',
    actorName: 'alice',
    address: '192.0.2.10',
    action: 'iam.amazonaws.com:CreateUser',
    ...changes,
  };
}
