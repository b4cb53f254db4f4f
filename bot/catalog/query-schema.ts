// What a file in templates/queries may say; the descriptions are what an editor shows and what an error asks for.
import * as z from 'zod';
import { MAX_QUERY_LENGTH, MAX_WINDOW_HOURS } from '../domain/query/bind-query.ts';
import { PARAMETER_TYPES } from '../domain/query/query.ts';
import { checkQueryText } from './check-query-text.ts';

const line = (max: number) => z.string().trim().min(3).max(max);
const column = (description: string) =>
  z
    .string()
    .regex(/^@?[A-Za-z_]\w{0,59}$/, 'is not the name of a column')
    .describe(description);

const parameter = z.strictObject({
  name: z
    .string()
    .regex(
      /^(?!(hours|last)$)[a-z][A-Za-z0-9]{0,29}$/,
      'is not a name of letters and digits, or is one that means the time',
    )
    .describe('what stands between {{ and }} in the text, for example principal'),
  type: z.enum(PARAMETER_TYPES).describe(`what it may hold: ${PARAMETER_TYPES.join(', ')}`),
  title: line(40).describe('what a person is asked for, for example Address'),
});

const show = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('table') }),
    z.strictObject({
      kind: z.literal('ranking'),
      label: column('the column with what is ranked'),
      count: column('the column with the number'),
    }),
    z.strictObject({
      kind: z.literal('timeline'),
      time: column('the column with the time: bin(1h) as time'),
      count: column('the column with the number'),
      series: column('the column that makes several lines of it').exactOptional(),
    }),
  ])
  .describe(
    '{ kind: table }, { kind: ranking, label: …, count: … } or { kind: timeline, time: …, count: …, series: … }',
  );

/** One file of templates/queries, without its id. */
export const querySchema = z
  .strictObject({
    title: line(60).describe('a few words: the text of the button'),
    question: line(160).describe('the question it answers, as a person would ask it'),
    parameters: z
      .array(parameter)
      .max(4)
      .default([])
      .describe('what has to be known before it can run; from an incident they are filled in'),
    text: z
      .string()
      .trim()
      .min(1)
      .max(MAX_QUERY_LENGTH, 'is longer than 10,000 characters, which is the most that Logs Insights takes')
      .describe('the query in the Logs Insights language'),
    show: show,
    windowHours: z
      .int()
      .min(1)
      .max(MAX_WINDOW_HOURS)
      .describe(`how many hours it looks back: 1 to ${MAX_WINDOW_HOURS} (90 days)`),
  })
  .superRefine((query, context) => {
    for (const { path, wrong, remedy } of checkQueryText(query)) {
      context.addIssue({ code: 'custom', path: [...path], message: wrong, params: { remedy }, input: query });
    }
  });
