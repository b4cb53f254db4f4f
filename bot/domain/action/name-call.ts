// Puts any API call into words from its name alone: `ModifyDBSnapshotAttribute` → `modify DB snapshot attribute`.
import { cutText } from '../cut-text.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;
/** Lambda's and CloudFront's names carry the date of the API: `UpdateFunctionCode20150331v2`. */
const API_DATE = /_?\d{4}_?\d{2}_?\d{2}(v\d+)?$/;
const WORD = /IPv[46]|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g;
const ACRONYM = /^(acl|api|arn|db|dns|ebs|ec|iam|id|ip|kms|mfa|nat|sns|sqs|ssh|ssl|tls|vpc|vpn)$/i;

const VERBS = new Set(
  `abort accept activate add allocate apply assign associate assume attach authorize cancel change check complete
  configure confirm connect copy create deactivate decline decrypt define delete deploy deregister describe detach
  disable disassociate download enable encrypt evaluate execute export generate get grant import initiate invite invoke
  leave link list lock merge modify move notify opt promote provision publish purge put query reboot rebuild redrive
  refresh register reject release remove renew replace report request reset resend restart restore resume retire retry
  revoke rotate run scan schedule search select send set share sign start stop submit subscribe suspend switch sync tag
  terminate test transfer unassign unlink unlock unsubscribe untag update upgrade upload validate verify view`.split(
    /\s+/,
  ),
);

/** The name without the API date, as the tables of calls write it. */
export function callName(eventName: string): string {
  return eventName.replace(API_DATE, '') || eventName;
}

/** A phrase that begins with a verb; `call FooBar` when the name does not begin with one. */
export function nameCall(eventName: string): string {
  if (eventName === '') return 'make a call that the record does not name';
  if (!NAME.test(eventName)) return `call ${cutText(eventName, 80)}`;
  const words = callName(eventName).match(WORD) ?? [];
  const [verb = '', ...rest] = words.map(wordOf);
  return VERBS.has(verb) ? [verb, ...rest].join(' ') : `call ${eventName}`;
}

function wordOf(word: string): string {
  if (word.startsWith('IPv') || /^[A-Z]{2,}$/.test(word)) return word;
  return ACRONYM.test(word) ? word.toUpperCase() : word.toLowerCase();
}
