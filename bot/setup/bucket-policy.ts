// Whether the policy of a bucket that is there already lets this trail write: what it lacks is printed to be added.
import {
  type ArchivePlace,
  type ArchiveStatement,
  archiveStatements,
} from '../domain/deployment/archive-rules.ts';
import { isJsonObject, listAt, objectAt, parseJson, valueAt } from '../domain/read-json.ts';

/** Those of the statements that CloudTrail needs which `policy` does not have, in words of its own or in ours. */
export function missingStatements(
  policy: string | undefined,
  place: ArchivePlace,
): readonly ArchiveStatement[] {
  const parsed = parseJson(policy ?? '');
  const statements = [...listAt(parsed, 'Statement'), valueAt(parsed, 'Statement')].filter(isJsonObject);
  return archiveStatements(place).filter(
    (wanted) =>
      !wanted.Resource.every((resource) => statements.some((it) => allows(it, wanted, resource, place))),
  );
}

function allows(
  statement: unknown,
  wanted: ArchiveStatement,
  resource: string,
  place: ArchivePlace,
): boolean {
  const principals = [
    ...texts(valueAt(statement, 'Principal')),
    ...texts(valueAt(statement, 'Principal', 'Service')),
  ];
  return (
    valueAt(statement, 'Effect') === 'Allow' &&
    principals.some((principal) => principal === '*' || principal === wanted.Principal.Service) &&
    texts(valueAt(statement, 'Action')).some((action) =>
      matches(action.toLowerCase(), wanted.Action.toLowerCase()),
    ) &&
    texts(valueAt(statement, 'Resource')).some((pattern) => matches(pattern, resource)) &&
    conditionsHold(objectAt(statement, 'Condition'), place)
  );
}

/** What CloudTrail's own calls have. A condition on anything else may keep it out. */
function conditionsHold(conditions: object, { accountId, organizationId, trailArn }: ArchivePlace): boolean {
  const has: { readonly [key: string]: string | undefined } = {
    'aws:sourcearn': trailArn,
    'aws:sourceaccount': accountId,
    'aws:sourceorgid': organizationId,
    's3:x-amz-acl': 'bucket-owner-full-control',
  };
  return Object.entries(conditions).every(
    ([operator, keys]) =>
      /^(StringEquals|StringLike|ArnEquals|ArnLike)(IfExists)?$/.test(operator) &&
      Object.entries(keys ?? {}).every(([key, allowed]) => {
        const value = has[key.toLowerCase()];
        return value !== undefined && texts(allowed).some((pattern) => matches(pattern, value));
      }),
  );
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
