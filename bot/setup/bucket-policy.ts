// Whether the policy of a bucket that is there already lets this trail write: what it lacks is printed to be added.
import {
  type ArchivePlace,
  type ArchiveStatement,
  archiveStatements,
} from '../domain/deployment/archive-rules.ts';
import { judgePolicy } from './judge-policy.ts';

/** Those of the statements that CloudTrail needs which `policy` does not have, in words of its own or in ours. */
export function missingStatements(
  policy: string | undefined,
  place: ArchivePlace,
): readonly ArchiveStatement[] {
  // What CloudTrail's own calls have. A condition on anything else may keep it out.
  const context = {
    'aws:sourcearn': place.trailArn,
    'aws:sourceaccount': place.accountId,
    'aws:sourceorgid': place.organizationId,
    's3:x-amz-acl': 'bucket-owner-full-control',
  };
  return archiveStatements(place).filter(({ Principal: { Service }, Action: action, Resource }) =>
    Resource.some(
      (resource) => judgePolicy(policy, { principals: [Service], action, resource, context }) !== 'allowed',
    ),
  );
}
