// Whether the person may ask for this, here: who they are, what they need, and where they ask.
import { TrailbotError } from '../domain/errors.ts';
import type { Job } from '../domain/job.ts';
import type { Message } from '../domain/message.ts';
import { listFor, type Permission, permit, RIGHTS } from '../domain/permission.ts';
import type { Places } from '../ports/slack.ts';
import { renderRefusal } from '../render/refusal.ts';
import type { JobDeps } from './job-deps.ts';

export type AuthoriseDeps = Pick<JobDeps, 'people' | 'places' | 'settings' | 'log'>;

/**
 * Nobody is let in because Slack could not be asked.
 * @returns what to tell the person who may not; undefined for who may.
 */
export async function authorise(job: Job, deps: AuthoriseDeps): Promise<Message | undefined> {
  const permission = await decide(job, deps).catch((error: unknown): Permission => {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('it could not be found out who may do this', { kind: job.work.kind, error });
    return unknown(error);
  });
  if (permission.ok) return undefined;
  deps.log.info('refused', { kind: job.work.kind, userId: job.userId, reason: permission.reason });
  return renderRefusal(permission);
}

async function decide(job: Job, { people, settings, places }: AuthoriseDeps): Promise<Permission> {
  const { userId, work, replyTo } = job;
  const right = RIGHTS[work.kind];
  const [asker, placeAnswers, members] = await Promise.all([
    people.find(userId),
    replyTo.kind === 'home' || answersAt(replyTo.channel, userId, settings.answersIn, places),
    membersOf(listFor(right), userId, { people, settings }),
  ]);
  return permit({ right, asker, placeAnswers, members }, settings);
}

/** Members of the list's user groups; who is on the list by name needs no groups. */
async function membersOf(
  list: ReturnType<typeof listFor>,
  userId: string,
  { people, settings }: Pick<AuthoriseDeps, 'people' | 'settings'>,
): Promise<readonly string[]> {
  const listed = list === undefined ? [] : settings.people[list];
  if (listed.includes(userId)) return [];
  const groups = listed.filter((id) => id.startsWith('S'));
  return (await Promise.all(groups.map((id) => people.membersOf(id)))).flat();
}

async function answersAt(
  channel: string,
  userId: string,
  answersIn: readonly string[],
  places: Places,
): Promise<boolean> {
  if (answersIn.includes(channel)) return true;
  // A command can be typed in anybody's direct messages; ours are those with the bot.
  if (channel.startsWith('D')) return (await places.directMessageWith(userId)) === channel;
  const names = answersIn.filter((reference) => !/^[CG][A-Z0-9]{8,}$/.test(reference));
  if (names.length === 0) return false;
  const name = await places.nameOf(channel);
  return name !== undefined && names.includes(name);
}

function unknown({ message }: TrailbotError): Permission {
  return {
    ok: false,
    reason: 'Slack did not tell who may do this, so nothing was done.',
    hint: `${message} Try again in a minute.`,
    who: [],
    where: [],
  };
}
