// Tells what somebody means by a user's name, a role, an access key, an address or an ARN.
import type { Actor } from '../actor/actor.ts';
import { classifySource } from '../context/classify-source.ts';
import { cutText } from '../cut-text.ts';
import { type Arn, parseArn } from '../parse-arn.ts';

export type Who =
  | { readonly kind: 'address'; readonly address: string }
  /** CloudTrail's event history is searched for it, and what it finds says who that is. */
  | { readonly kind: 'actor'; readonly actor: Actor };

/** Longer than an ARN of IAM: 512 characters of path, 64 of name, and what stands before them. */
const LONGEST = 640;
const ACCESS_KEY = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/i;

/** Never throws. A bare name is taken for a user's, `role deploy` for a role's; the account is unknown for both. */
export function parseWho(what: string): Who {
  const text = cutText(what.trim(), LONGEST);
  const source = classifySource(text, {});
  if (source.kind === 'public' || source.kind === 'private') return { kind: 'address', address: text };
  return { kind: 'actor', actor: actorOf(text) };
}

function actorOf(text: string): Actor {
  const arn = parseArn(text);
  if (arn) return actorOfArn(text, arn);
  if (ACCESS_KEY.test(text)) {
    const accessKeyId = text.toUpperCase();
    return { kind: 'unknown', key: `key/${accessKeyId}`, name: accessKeyId, accountId: '', accessKeyId };
  }
  if (text.toLowerCase() === 'root') return { kind: 'root', key: 'root/', name: 'root', accountId: '' };
  const role = /^role[ /](.+)$/i.exec(text)?.[1];
  if (role !== undefined) {
    return { kind: 'role', key: `role/${role}`, name: `role ${role}`, accountId: '' };
  }
  return { kind: 'iam-user', key: `iam-user//${text}`, name: text, accountId: '' };
}

function actorOfArn(text: string, { partition, service, accountId, resource }: Arn): Actor {
  const [type, ...path] = resource.split('/');
  const last = path.at(-1) ?? '';
  if (service === 'iam' && resource === 'root')
    return { kind: 'root', key: `root/${accountId}`, name: 'root', accountId, arn: text };
  if (service === 'iam' && type === 'user')
    return { kind: 'iam-user', key: `iam-user/${accountId}/${last}`, name: last, accountId, arn: text };
  if (service === 'iam' && type === 'role')
    return { kind: 'role', key: `role/${text}`, name: `role ${last}`, accountId, arn: text };
  const [role = '', session = ''] = path;
  if (service === 'sts' && type === 'assumed-role') {
    const arn = `arn:${partition}:iam::${accountId}:role/${role}`;
    return { kind: 'role', key: `role/${arn}`, name: `role ${role}`, accountId, arn, session };
  }
  return { kind: 'unknown', key: `arn/${text}`, name: last || resource, accountId, arn: text };
}
