// What a file in templates/detections may say; the descriptions are what an editor shows and what an error asks for.
import * as z from 'zod';
import { SPLITTABLE } from '../domain/detection/alarm-definition.ts';
import { compileJmespath } from '../domain/detection/compile-jmespath.ts';
import { SEVERITIES } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import {
  compileOfAnyLength,
  LONGEST_FILTER_PATTERN,
} from '../domain/filter-pattern/compile-filter-pattern.ts';
import { splitPattern } from '../domain/filter-pattern/split-pattern.ts';
import { frameworksSchema } from './frameworks-schema.ts';

const severity = z.enum(SEVERITIES);
const line = (max: number) => z.string().trim().min(3).max(max);

const filter = z
  .string()
  // A tenth of all metric filters that a log group takes, for one detection.
  .max(8_192, { error: 'is longer than 8,192 characters', abort: true })
  .superRefine((text, context) => {
    if (compiles(context, () => jsonPattern(text))) splits(context, text);
  })
  .describe('a CloudWatch Logs filter pattern: what is counted. { ($.eventName = "StopLogging") }');

const expression = z.string().superRefine((text, context) => {
  compiles(context, () => compileJmespath(text));
});

const raise = z.strictObject({
  when: expression.describe('a JMESPath expression over the event'),
  to: severity.describe(`the severity when it holds: ${SEVERITIES.join(', ')}`),
  because: line(160).describe('a few words that complete "raised because …"'),
});

const example = z
  .strictObject({
    name: line(120).describe('a name that no other example of this file has'),
    fires: z.boolean().describe('true when the filter matches the event, false when it must not'),
    lane: z
      .enum(['page', 'review'])
      .exactOptional()
      .describe('page or review; only for an example that fires'),
    severity: severity.exactOptional().describe('the severity after `raise`; only for an example that fires'),
    event: z
      .record(z.string(), z.unknown())
      .describe('a CloudTrail record with account 123456789012 and an address such as 192.0.2.10'),
  })
  .refine((it) => it.fires || (it.lane === undefined && it.severity === undefined), {
    path: ['fires'],
    error: 'is false, so the example can have neither lane nor severity',
  });

const examples = z.array(example).superRefine((list, context) => {
  if (!list.some(({ fires }) => fires)) custom(context, [], 'has no example that fires', addExample(true));
  if (list.every(({ fires }) => fires)) custom(context, [], 'has no quiet example', addExample(false));
  for (const [index, { name }] of list.entries()) {
    if (list.findIndex((other) => other.name === name) < index)
      custom(
        context,
        [index, 'name'],
        `is "${name}", which another example is called`,
        'Give it its own name.',
      );
  }
});

/** One file of templates/detections, without its id. */
export const detectionSchema = z.strictObject({
  title: line(80).describe('what happened, in a few words: the headline of the message'),
  severity: severity.describe(SEVERITIES.join(', ')),
  why: line(600).describe('two or three sentences: what it means, and what an attacker gains'),
  filter,
  alarm: z
    .strictObject({
      threshold: z.int().min(1).max(10_000).describe('how many matches within one period raise the alarm'),
      period: z
        .int()
        .min(60)
        .max(86_400)
        .multipleOf(60, 'is not a multiple of 60')
        .describe('seconds over which matches are counted: a multiple of 60, and 60 for nearly everything'),
    })
    .default({ threshold: 1, period: 60 })
    .describe('when the CloudWatch alarm fires; { threshold: 1, period: 60 } if you say nothing'),
  signal: expression
    .exactOptional()
    .describe(
      'a JMESPath expression over the event: which matches deserve a page. The others go to the review',
    ),
  raise: z
    .array(raise)
    .max(10)
    .default([])
    .describe('rules that lift the severity; the highest that holds wins'),
  queries: z
    .array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not the id of a query'))
    .min(1)
    .max(8)
    .describe('the ids of the queries that get a button, the most useful first'),
  contain: z.enum(['actor', 'none']).describe('actor (offer to stop who did it) or none'),
  frameworks: frameworksSchema.default({}).describe('which requirements this detection answers'),
  runbook: z
    .array(line(400))
    .min(2)
    .max(4)
    .describe('2 to 4 steps: what to look at, where, and what would make it harmless'),
  examples: examples.describe('events of your own; at least one that fires and one that does not'),
});

/** A pattern of bare words, or an empty one, would count whatever mentions them, or everything. */
function jsonPattern(text: string): void {
  if (compileOfAnyLength(text).kind === 'json') return;
  throw new TrailbotError({
    code: 'filter_pattern_invalid',
    message: 'is no JSON pattern, which begins with { and ends with }',
    hint: 'Write for example { ($.eventSource = "iam.amazonaws.com") && ($.eventName = "CreateUser") }',
  });
}

function addExample(fires: boolean): string {
  return `Add one with fires: ${fires}; copy an example of a neighbouring file and change it.`;
}

type Context = z.core.$RefinementCtx<unknown>;

function custom(context: Context, path: (string | number)[], message: string, remedy: string): void {
  context.addIssue({ code: 'custom', path, message, params: { remedy }, input: context.value });
}

/** CloudWatch Logs would refuse it, in the middle of a deployment. */
function splits(context: Context, text: string): void {
  if (splitPattern(text) !== undefined) return;
  const length = `${text.length.toLocaleString('en')} characters, CloudWatch Logs takes ${LONGEST_FILTER_PATTERN.toLocaleString('en')}`;
  custom(
    context,
    [],
    `has ${length}, and it cannot be split into filters of which only one counts an event`,
    `${SPLITTABLE} Or make two detections of it.`,
  );
}

/** Whether it does; when not, it is said why. */
function compiles(context: Context, compile: () => unknown): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    custom(context, [], error.message, error.hint);
    return false;
  }
}
