// Shows a containment at once where Slack lets it, and by the alert queue where not: the work itself must not wait for it.
import { TrailbotError } from '../../domain/errors.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { showContainment } from './show-containment.ts';

const SECONDS = 2;

export async function showSoon(containmentId: string, deps: AlertDeps): Promise<void> {
  const task = { kind: 'show-containment', containmentId } as const;
  try {
    await showContainment(task, deps);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    // Two runs that meet are no trouble.
    const level = error.code === 'conflict' ? 'info' : 'warn';
    deps.log[level]('a containment is shown a little later', { id: containmentId, error });
    await deps.later.schedule(task, SECONDS);
  }
}
