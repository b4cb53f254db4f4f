// Who was contained because of an incident, as its alert says it: one line for each.
import type { KnownBlock } from '@slack/types';
import { parseTarget } from '../../domain/containment/target.ts';
import type { IncidentContainment } from '../../domain/incident/incident.ts';
import { type Inline, moment, paragraph, shorten } from '../rich-text.ts';
import { targetName } from './target-words.ts';

const SHOWN = 5;
const NAME = 64;

/** The newest of each target, at most five; the rest are counted. */
export function containmentPart(containments: readonly IncidentContainment[] = []): readonly KnownBlock[] {
  const newest = newestOfEach(containments);
  const lines = newest.slice(0, SHOWN).map(line);
  const more = newest.length - SHOWN;
  return [...lines, ...(more > 0 ? [[`and ${more} more: see the thread`]] : [])].map((one) =>
    paragraph(...one),
  );
}

/** Newest first. */
function newestOfEach(containments: readonly IncidentContainment[]): readonly IncidentContainment[] {
  const byArn = new Map<string, IncidentContainment>();
  for (const one of containments.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    if (!byArn.has(one.targetArn)) byArn.set(one.targetArn, one);
  }
  return [...byArn.values()];
}

function line(one: IncidentContainment): readonly Inline[] {
  const { state, at } = one;
  const name = nameOf(one);
  switch (state) {
    case 'requested':
      return [`⏳ ${name} is to be contained: waits for a second person`];
    case 'approved':
      return [`⏳ ${name} is being contained`];
    case 'contained':
      return containedLine(one, name);
    case 'failed':
      return [`⚠️ ${name} could not be contained: the thread says what to do`];
    case 'released':
      return [`🔓 ${name} was released `, moment(at)];
    case 'declined':
      return [`🚫 ${name} was not contained: declined `, moment(at)];
    case 'lapsed':
      return [`⌛ ${name} was not contained: the request lapsed `, moment(at)];
  }
}

function containedLine(
  { mode, verified, at, trouble }: IncidentContainment,
  name: string,
): readonly Inline[] {
  if (trouble !== undefined) return [`⚠️ ${name} ${TROUBLE[trouble]}: the thread says what to do`];
  const holds = verified ? ', verified' : ', not verified yet';
  return mode === 'deny'
    ? [`🔒 ${name} is locked out since `, moment(at), holds]
    : [`🔒 The sessions of ${name} were revoked `, moment(at), `${holds}; new sessions work`];
}

const TROUBLE: { readonly [Of in NonNullable<IncidentContainment['trouble']>]: string } = {
  'in-part': 'was given back in part',
  fought: 'is being freed as fast as it is contained',
};

function nameOf({ targetArn, targetName: name }: IncidentContainment): string {
  const target = parseTarget(targetArn);
  return target ? targetName(target) : shorten(name, NAME) || '–';
}
