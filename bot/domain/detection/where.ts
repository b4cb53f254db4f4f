// One condition that narrows a detection, as somebody writes it at the command line: requestParameters.bucketName=payroll.
import { TrailbotError } from '../errors.ts';
import { nearestWord } from '../nearest-word.ts';

/** A field of a record and the text that it has to be, or must not be. */
export interface Where {
  /** From the record down. */
  readonly path: readonly string[];
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** What CloudTrail writes at the top of a record, as one value. */
const VALUES: readonly string[] = [
  'awsRegion',
  'errorCode',
  'errorMessage',
  'eventCategory',
  'eventType',
  'eventVersion',
  'apiVersion',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'sessionCredentialFromConsole',
  'sharedEventID',
  'sourceIPAddress',
  'userAgent',
  'vpcEndpointId',
  'vpcEndpointAccountId',
];
/** What it writes there with fields of their own; a filter never matches these themselves. */
const OBJECTS: readonly string[] = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'tlsDetails',
  'eventContext',
];
/** Those among them that are true or false. */
const FLAGS = new Set(['readOnly', 'managementEvent']);
const UNIQUE = new Set(['eventTime', 'eventID', 'requestID']);
const OPTIONS: Readonly<Record<string, string>> = {
  eventSource: '--event-source s3',
  eventName: '--event-name PutBucketAcl',
};

/** Names that need no brackets in a filter pattern. */
const NAME = /^[A-Za-z0-9_-]{1,60}$/;
/** Nobody's field, and a trap for whatever copies objects. */
const NEVER = new Set(['__proto__', 'constructor', 'prototype']);
const DEEPEST = 8;
/** Nothing that ends a string of a pattern, begins a regular expression or stands for any text. */
const VALUE = /^(?!=)[A-Za-z0-9 _.:/@+=,#$()-]{1,256}$/;
const EXAMPLE = '--where requestParameters.bucketName=payroll';

/** @throws TrailbotError `input_unreadable`, for what no field and no value can be */
export function parseWhere(text: string): Where {
  const [, left, operator, right] = /^([^=!]*)(!?=)(.*)$/s.exec(text) ?? [];
  if (left === undefined || (operator !== '=' && operator !== '!=') || right === undefined) {
    throw refusal(`${quote(text)} is no condition.`, `Write path=value or path!=value: ${EXAMPLE}`);
  }
  const path = left.trim().replace(/^\$\./, '').split('.');
  refusePath(path);
  const value = right.trim();
  if (FLAGS.has(path.join('.')) && value !== 'true' && value !== 'false') {
    throw refusal(
      `${quote(value)} is no value of ${path.join('.')}.`,
      `It is true or false: --where ${path.join('.')}=false`,
    );
  }
  if (VALUE.test(value)) return { path, operator, value };
  throw refusal(`${quote(value)} is no value of ${path.join('.')}.`, valueHint(value));
}

/**
 * Conditions that may stand together: several values of one field with `=` are alternatives, everything else has to hold
 * at once.
 * @returns each condition once
 * @throws TrailbotError `input_unreadable`, when two of them can never hold together
 */
export function parseWheres(texts: readonly string[]): readonly Where[] {
  const all = texts.map(parseWhere);
  const written = (where: Where) => `${where.path.join('.')}${where.operator}${where.value}`;
  const wheres = all.filter((one, at) => all.findIndex((other) => written(other) === written(one)) === at);
  for (const [at, one] of wheres.entries()) {
    const clash = wheres.slice(0, at).find((other) => clashes(one, other));
    if (clash === undefined) continue;
    throw refusal(
      `${written(clash)} and ${written(one)} do not go together.`,
      'Say of one field either which values count (=) or which do not (!=), and say it of the innermost field.',
    );
  }
  return wheres;
}

function clashes(one: Where, other: Where): boolean {
  const [short, long] = one.path.length < other.path.length ? [one, other] : [other, one];
  if (short.path.some((name, at) => long.path[at] !== name)) return false;
  // What has fields of its own is no text.
  return short.path.length < long.path.length || one.operator !== other.operator;
}

function refusePath(path: readonly string[]): void {
  const [first = '', ...rest] = path;
  const asked = path.join('.');
  const refuse = (hint: string) => refusal(`${quote(asked)} cannot be asked of a record.`, hint);
  if (asked.includes('[') || first === 'resources') {
    throw refuse(
      'A list can be looked into by the signal of the detection, not here: leave the condition out, and write the signal in the file.',
    );
  }
  if (path.length > DEEPEST || path.some((name) => !NAME.test(name) || NEVER.has(name))) {
    throw refuse(
      `Write the names from the record down, with dots between them, as a record has them: ${EXAMPLE}`,
    );
  }
  if (Object.hasOwn(OPTIONS, first)) {
    throw refusal(`${first} has an option of its own.`, `Write ${OPTIONS[first]} in place of --where.`);
  }
  if (UNIQUE.has(first)) throw refuse(`${first} is another one in every record: leave the condition out.`);
  if (OBJECTS.includes(first)) {
    if (rest.length > 0) return;
    throw refusal(
      `${first} has fields of its own, and is no text.`,
      `Say which of them: --where ${first}.${first === 'userIdentity' ? 'userName=alice' : 'bucketName=payroll'}`,
    );
  }
  if (VALUES.includes(first)) {
    if (rest.length === 0) return;
    throw refuse(`${first} is one value, without fields of its own: --where ${first}=…`);
  }
  const nearest = nearestWord(first, [...OBJECTS, ...VALUES]);
  throw refuse(
    nearest === undefined
      ? `What was asked of the service stands under requestParameters: --where requestParameters.${asked}=…`
      : `Did you mean ${[nearest, ...rest].join('.')}? Capital letters count.`,
  );
}

function valueHint(value: string): string {
  if (value === '') return `Write the value after the sign: ${EXAMPLE}`;
  if (value.startsWith('=')) return `One = is enough: ${EXAMPLE}`;
  if (/^(["'“‘]).*["'”’]$/.test(value)) {
    return 'Leave the quotes out: the filter gets its own. For a space, put them around all of it: --where "userAgent=AWS Internal"';
  }
  if (value.includes('*')) {
    return 'Write the whole value, without *. To count all that begin so, put the * into the filter of the file afterwards: "payroll-*"';
  }
  return 'Write it as the record has it, of letters, digits, spaces and _ . : / @ + = , # $ ( ) - alone, and at most 256 of them.';
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

function refusal(message: string, hint: string): TrailbotError {
  return new TrailbotError({ code: 'input_unreadable', message, hint });
}
