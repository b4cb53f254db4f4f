// `/trail contained`: who is locked out of AWS by the bot now.
import { isHolding } from '../../domain/containment/request.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderContained } from '../../render/containment/contained.ts';
import type { JobDeps } from '../job-deps.ts';

export async function showContained(
  { whom }: WorkOf<'contained'>,
  _job: Job,
  { containments, clock }: JobDeps,
): Promise<Message> {
  const active = await containments.listActive();
  const now = clock.now();
  return renderContained(
    active.filter((one) => isHolding(one, now)),
    whom,
  );
}
