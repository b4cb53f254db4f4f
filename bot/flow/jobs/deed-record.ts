// Writes down what a person did that changes no incident.
import type { Job } from '../../domain/job.ts';
import type { AuditEntry, Deed } from '../../domain/triage/audit-entry.ts';
import type { JobDeps } from '../job-deps.ts';

/**
 * Once, however often the job is delivered.
 * @param at what the deed is about, and where it can be seen; the place that it was asked in when left out.
 */
export async function writeDeed(
  deed: Deed,
  { id, userId, replyTo }: Job,
  { audit, clock }: Pick<JobDeps, 'audit' | 'clock'>,
  at: Pick<AuditEntry, 'incidentId' | 'channel' | 'messageTs'> = {},
): Promise<AuditEntry> {
  const place = replyTo.kind !== 'home' && { channel: replyTo.channel };
  const entry: AuditEntry = { id, at: clock.now(), userId, deed, ...place, ...at };
  await audit.add(entry);
  return entry;
}
