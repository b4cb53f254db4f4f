// Fills a dialog that is open, unless the person has closed it.
import { TrailbotError } from '../domain/errors.ts';
import type { View } from '../domain/message.ts';
import type { JobDeps } from './job-deps.ts';

export async function showDialog(
  viewId: string,
  view: View,
  { views, log }: Pick<JobDeps, 'views' | 'log'>,
): Promise<void> {
  try {
    await views.update(viewId, view);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.info('a dialog was closed before it was filled', { viewId, code: error.code });
  }
}
