// Where an event came from: what its address says by itself, and what the databases know of it.
import { classifySource } from '../domain/context/classify-source.ts';
import type { Source } from '../domain/context/context.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { AlertDeps } from './alert-deps.ts';

export function sourceOf(
  { sourceIPAddress }: TrailEvent,
  { geo, settings }: Pick<AlertDeps, 'geo' | 'settings'>,
): Source {
  return geo.locate(classifySource(sourceIPAddress, settings.networks));
}
