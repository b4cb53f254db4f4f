// Reads the body of a verified request as Slack sends it: a form with a payload, a form that is a command, or JSON.
import { isJsonObject, parseJson } from '../domain/read-json.ts';

export type SlackBody = { readonly [member: string]: unknown };

/** Undefined for anything that Slack does not send. Never throws. */
export function parseBody(body: Buffer, contentType: string): SlackBody | undefined {
  const text = body.toString('utf8');
  if (!contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) return parseObject(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form.payload === undefined ? form : parseObject(form.payload);
}

function parseObject(text: string): SlackBody | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? { ...value } : undefined;
}
