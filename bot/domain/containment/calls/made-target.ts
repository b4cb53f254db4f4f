// Whom a call was about: the IAM user or role behind the names in its request and its answer.
import type { TrailEvent } from '../../event/trail-event.ts';
import { textAt, textsAt } from '../../read-json.ts';
import { parseTarget, type Target } from '../target.ts';

/** Paths as fill-sentence.ts reads them, first `requestParameters`, then `responseElements`. Names and ARNs alike. */
const WHERE = {
  user: [['userName'], ['user.arn', 'accessKey.userName', 'serviceSpecificCredential.userName']],
  role: [
    ['roleName', 'roleArn', 'role'],
    ['role.arn', 'role'],
  ],
} as const;

/** Users and roles whose path is known, by {@link keyOf}: most calls say only the name. */
export type KnownPrincipals = ReadonlyMap<string, Target>;

export interface MadeContext {
  /** The contained principal: it is never what it made. */
  readonly self: Target;
  readonly known: KnownPrincipals;
}

/** What these calls created themselves. */
export function knownPrincipals(events: readonly TrailEvent[]): KnownPrincipals {
  const created = events.flatMap(({ responseElements }) => [
    parseTarget(textAt(responseElements, 'user', 'arn')),
    parseTarget(textAt(responseElements, 'role', 'arn')),
  ]);
  return new Map(created.flatMap((target) => (target === undefined ? [] : [[keyOf(target), target]])));
}

/** Undefined where the call names nobody, nobody that IAM could have, or the contained principal itself. */
export function targetOf(
  event: TrailEvent,
  kind: Target['kind'],
  { self, known }: MadeContext,
): Target | undefined {
  const [asked, answered] = WHERE[kind];
  const texts = [
    ...answered
      .filter((path) => path.endsWith('arn'))
      .flatMap((path) => textsAt(event.responseElements, path)),
    ...asked.flatMap((path) => textsAt(event.requestParameters, path)),
    ...answered.flatMap((path) => textsAt(event.responseElements, path)),
    ...(kind === 'role' ? textsAt(event.additionalEventData, 'SwitchTo') : []),
  ];
  const named = texts.map((text) => readTarget(text, kind, event.accountId, self.partition));
  const target = named.find((one) => one !== undefined);
  if (target === undefined || keyOf(target) === keyOf(self)) return undefined;
  return known.get(keyOf(target)) ?? target;
}

/** A name alone is taken to have no path: IAM's own calls take names alone, so that the right one is found. */
function readTarget(
  text: string,
  kind: Target['kind'],
  accountId: string,
  partition: string,
): Target | undefined {
  if (text.startsWith('arn:')) {
    const target = parseTarget(text);
    return target?.kind === kind ? target : undefined;
  }
  const target = parseTarget(`arn:${partition}:iam::${accountId}:${kind}/${text}`);
  // `a/b` would be a path and a name, and no name holds a slash.
  return target?.name === text ? target : undefined;
}

/** Names are unique in an account, whatever their path and case. */
function keyOf({ accountId, kind, name }: Target): string {
  return `${accountId}/${kind}/${name.toLowerCase()}`;
}
