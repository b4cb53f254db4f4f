// Puts what was learned around an event into its incident. It may raise the severity, and never lowers or hides anything.
import type { Context, UnusualFact } from '../context/context.ts';
import { higher, isAbove, oneUp } from '../detection/severity.ts';
import { distrustOwnWord } from '../triage/distrust-own-word.ts';
import type { Incident, News } from './incident.ts';

/** Facts a message can hold and a person can take in. */
const FACTS = 8;

/** The incident with `context` merged into what it knew. */
export function applyContext(incident: Incident, context: Context): Incident {
  const unusual = mergeFacts(incident.context?.unusual ?? [], context.unusual);
  const searchedRegions = [
    ...new Set([...(incident.context?.searchedRegions ?? []), ...(context.searchedRegions ?? [])]),
  ];
  const merged: Context = { ...incident.context, ...context, unusual, searchedRegions };
  const worst = incident.tallies.reduce(
    (severity, tally) => higher(severity, tally.severity),
    incident.severity,
  );
  const raising = unusual.find((fact) => fact.raises);
  const ownWorst = incident.tallies.map((tally) => tally.severity).reduce(higher, 'low');
  const severity = raising ? higher(worst, oneUp(ownWorst)) : worst;
  const revision = incident.revision + 1;
  if (!raising || !isAbove(severity, incident.severity))
    return { ...incident, context: merged, severity, revision };
  const news: News = { kind: 'severity', from: incident.severity, to: severity, because: raising.sentence };
  const untold = incident.posts.length > 0 ? [...incident.untold, news] : incident.untold;
  return distrustOwnWord({ ...incident, context: merged, severity, untold, revision }, incident.severity);
}

/** The newer finding of a kind is the better founded one; what raises stays, because it has raised already. */
function mergeFacts(known: readonly UnusualFact[], more: readonly UnusualFact[]): readonly UnusualFact[] {
  const kept = known.filter((fact) => !more.some(({ kind }) => kind === fact.kind) || fact.raises);
  const sentences = new Set(kept.map((fact) => fact.sentence));
  return [...kept, ...more.filter((fact) => !sentences.has(fact.sentence))].slice(0, FACTS);
}
