// Who may approve a containment or a release: told to those who wait, and mentioned so that they are called.
import type { Containment } from '../../domain/containment/containment.ts';
import { mayReleaseAlone } from '../../domain/containment/release.ts';
import { mayDecideAlone } from '../../domain/containment/request.ts';
import type { Settings } from '../../domain/settings.ts';
import { listMentions, mention } from '../mention.ts';
import type { Inline } from '../rich-text.ts';

/** Whole sentences, as those of {@link releaseApproverLine}. */
export function approverLine(containment: Containment, settings: Settings): readonly Inline[] {
  const { approvers } = settings.people;
  if (approvers.length === 0 || !mayDecideAlone(containment, settings.containment))
    return secondPerson(containment.requested.userId, approvers);
  const who = listMentions(approvers.map(mention));
  return ['This is the actor of a critical incident: any one approver is enough, also who asked: ', ...who];
}

/** @param userId who asked for the release. */
export function releaseApproverLine(
  userId: string | undefined,
  { people: { approvers }, containment }: Settings,
): readonly Inline[] {
  if (userId === undefined || !mayReleaseAlone(userId, { ...containment, approvers }))
    return secondPerson(userId, approvers);
  return ['There is no other approver, so who asked for the release may approve it: ', mention(userId)];
}

function secondPerson(userId: string | undefined, approvers: readonly string[]): readonly Inline[] {
  const others = approvers.filter((id) => id !== userId);
  if (others.length > 0) return ['Needs a second person: ', ...listMentions(others.map(mention))];
  const nobody = approvers.length === 0 ? 'Nobody' : 'Nobody else';
  return [`${nobody} may approve it: add somebody to people.approvers in templates/settings.yml.`];
}
