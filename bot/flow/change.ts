// Changes an incident that others may change at the same time, and sees to it that Slack shows the change.
import { keyOf } from '../domain/incident/actor-key.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { hasToTell, takeTelling, wasLeftHalfTold } from '../domain/incident/telling.ts';
import type { AlertDeps } from './alert-deps.ts';
import { beingTold, letTell, outdated, saveUnlessOutdated } from './save.ts';
import { tell } from './tell.ts';

/** Each try follows somebody else's success, so that all get their turn long before this. */
const TRIES = 20;

/**
 * Applies `edit` to the newest version of the incident, saves it and tells Slack. An edit that gives the same object
 * back changes nothing.
 * @returns the incident as saved; what it shows is told, or is being told by the run that holds the telling.
 */
export async function change(
  incident: Incident,
  edit: (latest: Incident) => Incident,
  deps: AlertDeps,
): Promise<Incident> {
  let latest = incident;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const edited = edit(latest);
    const changed = edited !== latest;
    if (!changed && !hasToTell(edited, deps.settings)) return edited;
    const mine = takeTelling(edited, deps.run, deps.clock.now());
    if (mine || changed) {
      const saved = await saveUnlessOutdated(mine ?? edited, deps);
      if (saved) return mine ? tell(saved, deps, { recover: wasLeftHalfTold(latest, deps.run) }) : saved;
    } else if (!(await letTell(tries, deps))) throw beingTold(edited);
    const current = await deps.incidents.current(incident.accountId, keyOf(incident));
    // Over, and followed by another incident of the same actor: there is nothing left to change.
    if (current && current.id !== incident.id) return latest;
    latest = current ?? incident;
  }
  throw outdated(incident);
}
