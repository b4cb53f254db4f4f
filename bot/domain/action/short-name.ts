// Shows a resource by the name people use: of an ARN the part after its type.
import { cutText } from '../cut-text.ts';
import { parseArn } from '../parse-arn.ts';

const LONGEST = 80;
/** In these the part after the account is the name itself, slashes included. */
const UNTYPED = new Set(['s3', 'sns', 'sqs']);

/** At most 80 characters; text that is not an ARN is its own name. */
export function shortName(text: string): string {
  const arn = parseArn(text);
  if (arn === undefined) return cutText(text, LONGEST);
  if (UNTYPED.has(arn.service)) return cutText(arn.resource, LONGEST);
  // An IAM path is administration, not part of what people call a role.
  if (arn.service === 'iam') return cutText(arn.resource.slice(arn.resource.lastIndexOf('/') + 1), LONGEST);
  return cutText(arn.resource.replace(/^[a-z-]{1,40}[:/](?=.)/, '').replace(/:\*$/, ''), LONGEST);
}

/** `a, b and 4 more`: the first few names of a list that may be long. */
export function shortNames(texts: readonly string[], most = 3): string {
  const names = [...new Set(texts.map(shortName))];
  const shown = names.slice(0, names.length === most + 1 ? most + 1 : most);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
