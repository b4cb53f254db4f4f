// What is usual for an actor, in a few lines.
import type { Actor } from '../domain/actor/actor.ts';
import type { Profile } from '../domain/context/context.ts';
import { actorName } from './alert-headline.ts';
import { code, list, type Mrkdwn, mrkdwn, time, words } from './mrkdwn.ts';

const SHOWN = 6;

export function profileLines(actor: Actor, profile: Profile | undefined): Mrkdwn {
  const lines = [
    actor.arn ? mrkdwn`${code(actorName(actor))} ${code(actor.arn, 160)}` : code(actorName(actor)),
    ...(profile?.watchedSince ? [mrkdwn`Watched since ${time(profile.watchedSince)}`] : []),
    ...(profile?.lastSeen ? [mrkdwn`Last seen ${time(profile.lastSeen)}`] : [mrkdwn`No habits learned yet`]),
    ...usual('From', (profile?.countries ?? []).map(countryName)),
    ...usual('Networks', profile?.networks ?? []),
    ...usual('In', profile?.regions ?? []),
    ...usual('With', profile?.tools ?? []),
    ...(profile?.refused ? [mrkdwn`${profile.refused} calls refused in the last 24 hours`] : []),
  ];
  return list(lines, lines.length, '\n');
}

function usual(label: string, names: readonly string[]): readonly Mrkdwn[] {
  if (names.length === 0) return [];
  const shown = list(
    names.map((name) => words(name, 40)),
    SHOWN,
  );
  return [mrkdwn`${label}: ${shown}`];
}

/** Profiles keep ISO codes. */
function countryName(country: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country;
}
