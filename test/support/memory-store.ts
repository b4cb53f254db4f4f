// The bot's table in memory: with versions, leases, and entries that are added once.
import { decodeContainment, encodeContainment } from '../../bot/aws/containment-codec.ts';
import { isActive } from '../../bot/domain/containment/containment.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { keyOf } from '../../bot/domain/incident/actor-key.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import type { AuditEntry } from '../../bot/domain/triage/audit-entry.ts';
import type { Clock } from '../../bot/ports/run.ts';
import type { Audit, Claims, Containments, Incidents } from '../../bot/ports/store.ts';

export interface MemoryStore {
  readonly containments: Containments;
  readonly claims: Claims;
  readonly audit: Audit;
  readonly incidents: Incidents;
  readonly entries: Map<string, AuditEntry>;
  incident: Incident;
}

const LEASE_SECONDS = 90;

export function createMemoryStore(clock: Clock, incident: Incident): MemoryStore {
  const bodies = new Map<string, string>();
  const claimed = new Map<string, number | 'done'>();
  const entries = new Map<string, AuditEntry>();
  const read = (id: string) => {
    const body = bodies.get(id);
    return body === undefined ? undefined : decodeContainment(body);
  };
  const store: MemoryStore = {
    entries,
    incident,
    containments: {
      get: async (id) => read(id),
      listActive: async () => [...bodies.keys()].flatMap((id) => read(id) ?? []).filter(isActive),
      async save(containment) {
        const { id, version } = containment;
        if ((read(id)?.version ?? 0) !== version) throw conflict(id);
        const next = { ...containment, version: version + 1 };
        bodies.set(id, encodeContainment(next));
        return next;
      },
    },
    claims: {
      async begin(key, leaseSeconds = LEASE_SECONDS) {
        const now = clock.now().getTime();
        const held = claimed.get(key);
        if (held === 'done') return 'done';
        if (held !== undefined && held > now) return 'busy';
        claimed.set(key, now + leaseSeconds * 1_000);
        return 'won';
      },
      complete: async (key) => void claimed.set(key, 'done'),
      abandon: async (key) => void claimed.set(key, 0),
    },
    audit: {
      async add(entry) {
        if (!entries.has(entry.id)) entries.set(entry.id, entry);
      },
      list: async () => [...entries.values()],
    },
    incidents: {
      listActive: async () => [store.incident],
      current: async (_account, key) => (key === keyOf(store.incident) ? store.incident : undefined),
      get: async (id) => (id === store.incident.id ? store.incident : undefined),
      async save(next) {
        if (next.version !== store.incident.version) throw conflict(next.id);
        store.incident = { ...next, version: next.version + 1 };
        return store.incident;
      },
    },
  };
  return store;
}

function conflict(id: string): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `${id} was stored by another run.`,
    hint: 'Redo it.',
  });
}
