// Shows an incident in each channel that it belongs in: edits the messages that are there, and posts the one that is not.
import type { Incident, Post } from '../domain/incident/incident.ts';
import { missingRoute } from '../domain/incident/telling.ts';
import type { Message } from '../domain/message.ts';
import type { AlertView } from '../render/alert-view.ts';
import { renderIncident } from '../render/incident.ts';
import type { AlertDeps } from './alert-deps.ts';
import { findPosted, isTrouble, post } from './post.ts';

/**
 * @param recover look for the message before posting it: an earlier run may have got that far.
 * @returns where the incident stands now.
 */
export async function showEverywhere(
  incident: Incident,
  deps: AlertDeps,
  recover: boolean,
): Promise<readonly Post[]> {
  const message = renderIncident(viewOf(incident, deps));
  const edited = await Promise.all(incident.posts.map((post) => edit(post, incident, message, deps)));
  const shown = edited.filter((post) => post !== undefined);
  const route = missingRoute({ ...incident, posts: shown }, deps.settings);
  if (route === undefined) return shown;
  const key = `${incident.id}/${route}/${incident.posts.length - shown.length}`;
  const found = recover ? await findPosted(route, key, incident.openedAt, deps) : undefined;
  if (found) await deps.chat.update(found, message);
  const place = found ?? (await post(route, message, key, deps));
  return [...shown, { route, ...place, shown: incident.revision }];
}

/** Undefined for a message that somebody deleted: it is posted anew, or nobody would hear of this actor any more. */
async function edit(
  post: Post,
  { revision }: Incident,
  message: Message,
  deps: AlertDeps,
): Promise<Post | undefined> {
  if (post.shown >= revision) return post;
  try {
    await deps.chat.update(post, message);
    return { ...post, shown: revision };
  } catch (error) {
    if (!isTrouble(error, 'slack_message_gone')) throw error;
    deps.log.warn('a message is gone, and is posted anew', { channel: post.channel, error });
    return undefined;
  }
}

export function viewOf(incident: Incident, { catalog, queries, settings, clock }: AlertDeps): AlertView {
  const detections = new Map(catalog.detections.map(({ detection }) => [detection.id, detection]));
  return { incident, detections, queries, settings, now: clock.now() };
}
