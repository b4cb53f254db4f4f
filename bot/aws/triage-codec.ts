// What people did with an incident, back from JSON: the dates are dates again.
import type { AuditEntry, Deed } from '../domain/triage/audit-entry.ts';
import type { Triage } from '../domain/triage/triage.ts';
import { decodeHappening } from './containment-codec.ts';
import type { Json } from './json.ts';

export function decodeTriage(json: Json<Triage>): Triage {
  const { acknowledged, resolved, remindedAt, escalatedAt, clockSince, askingSince, asked, ...rest } = json;
  return {
    ...rest,
    ...(acknowledged && { acknowledged: { ...acknowledged, at: new Date(acknowledged.at) } }),
    ...(resolved && { resolved: { ...resolved, at: new Date(resolved.at) } }),
    ...(remindedAt && { remindedAt: new Date(remindedAt) }),
    ...(escalatedAt && { escalatedAt: new Date(escalatedAt) }),
    ...(clockSince && { clockSince: new Date(clockSince) }),
    ...(askingSince && { askingSince: new Date(askingSince) }),
    ...(asked && { asked: { ...asked, at: new Date(asked.at) } }),
  };
}

export function decodeEntry(entry: Json<AuditEntry>): AuditEntry {
  return { ...entry, at: new Date(entry.at), deed: decodeDeed(entry.deed) };
}

function decodeDeed(deed: Json<Deed>): Deed {
  switch (deed.kind) {
    case 'suppressed':
    case 'unsuppressed':
      return { ...deed, expiresAt: new Date(deed.expiresAt) };
    case 'signed-off':
      return { ...deed, from: new Date(deed.from), to: new Date(deed.to) };
    case 'checked':
      return {
        ...deed,
        troubles: deed.troubles.map((trouble) => ({ ...trouble, since: new Date(trouble.since) })),
      };
    case 'containment':
      return { ...deed, happening: decodeHappening(deed.happening) };
    default:
      return deed;
  }
}
