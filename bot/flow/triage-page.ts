// Pages people by mail and phone, and says in the thread that it was done, or that it could not be.
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { applyDeed, holdsDeed } from '../domain/triage/apply-deed.ts';
import type { AuditEntry, Deed } from '../domain/triage/audit-entry.ts';
import { triageState } from '../domain/triage/triage.ts';
import { renderPage } from '../render/triage-page.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { viewOf } from './show.ts';
import { sayUndone } from './triage-failure.ts';

type Escalating = AuditEntry & { readonly deed: Extract<Deed, { kind: 'escalated' }> };

export interface Paged {
  readonly incident: Incident;
  /** Whether the page went out, now or at an earlier try. */
  readonly sent: boolean;
  /** Nobody was paged, and the thread says so. */
  readonly failure?: TrailbotError;
}

/**
 * Pages first and notes it then: a crash between the two pages twice rather than never. Nothing for an incident that
 * was resolved, or that was paged by this entry already. One that a newer one of the same actor followed is paged as
 * well: its thread does not hear of it, the record does.
 */
export async function page(incident: Incident, entry: Escalating, deps: AlertDeps): Promise<Paged> {
  if (applyDeed(incident, entry) === incident) return { incident, sent: holdsDeed(incident, entry.id) };
  const { subject, text } = renderPage(viewOf(incident, deps), entry.deed.because);
  try {
    await deps.escalation.page(subject, text);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.error('nobody could be paged', { id: incident.id, error });
    const what = 'Nobody could be paged about this.';
    await sayUndone(
      incident,
      { key: `${entry.id}/nobody`, what, instead: 'Call somebody yourself.', error },
      deps,
    );
    return { incident, sent: false, failure: error };
  }
  await deps.audit.add(entry);
  return { incident: await change(incident, (latest) => applyDeed(latest, entry), deps), sent: true };
}

/**
 * The bot's own page: once until the incident is opened again, however many waits end at the same time.
 * @throws what the topic answered, once the thread says that nobody was paged: the queue delivers the task again.
 */
export async function pageUnlessPaged(
  { id, triage }: Incident,
  because: string,
  deps: AlertDeps,
): Promise<void> {
  const key = `page ${id} ${(triage?.askingSince ?? triage?.clockSince)?.toISOString()}`;
  await claimed(
    key,
    () => deps.incidents.get(id),
    async (latest) => {
      if (!latest || latest.triage?.escalatedAt || triageState(latest.triage) !== 'open') return;
      const deed = { kind: 'escalated', because } as const;
      const { failure } = await page(latest, { id: key, at: deps.clock.now(), incidentId: id, deed }, deps);
      if (failure) throw failure;
    },
    deps,
  );
}
