// The form that asks for a query's parameters: its fields' names, where it came from, and what was filled in.
import * as z from 'zod/mini';
import { parseParameter } from '../query/parse-parameter.ts';
import { parseJson, textAt } from '../read-json.ts';
import type { AskableQuery } from './command.ts';

/** `action_id` of every input; a parameter's `block_id` is its name behind {@link PARAMETER_BLOCK}. */
export const FIELD = 'value';
export const PARAMETER_BLOCK = 'parameter-';
export const WINDOW_BLOCK = 'window';

const placeSchema = z.object({
  queryId: z.string().check(z.maxLength(200)),
  /** Undefined for a form that was opened from the App Home. */
  origin: z.optional(
    z.object({
      channel: z.string().check(z.maxLength(200)),
      responseUrl: z.string().check(z.maxLength(2_000)),
    }),
  ),
});

/** What a modal carries along in its `private_metadata`, 3,000 characters at most. */
export type FormPlace = z.infer<typeof placeSchema>;

/** Undefined for metadata that is not ours. */
export function parseFormPlace(metadata: string): FormPlace | undefined {
  return placeSchema.safeParse(parseJson(metadata)).data;
}

export type FilledForm =
  | { readonly kind: 'filled'; readonly values: { readonly [name: string]: string }; readonly hours?: number }
  /** What to say at which field, by `block_id`. */
  | { readonly kind: 'wrong'; readonly errors: Record<string, string> };

/** @param state `view.state.values` of a submission: block id → action id → what the element holds. */
export function readQueryForm({ parameters }: AskableQuery, state: unknown): FilledForm {
  const values: [string, string][] = [];
  const errors: [string, string][] = [];
  for (const { name, type } of parameters) {
    const block = `${PARAMETER_BLOCK}${name}`;
    const parsed = parseParameter(type, textAt(state, block, FIELD, 'value'));
    if (parsed.ok) values.push([name, parsed.value]);
    else errors.push([block, parsed.problem]);
  }
  if (errors.length > 0) return { kind: 'wrong', errors: Object.fromEntries(errors) };
  const hours = Number(chosenWindow(state));
  return {
    kind: 'filled',
    values: Object.fromEntries(values),
    ...(hours > 0 && hours <= 720 && { hours }),
  };
}

function chosenWindow(state: unknown): string {
  return textAt(state, WINDOW_BLOCK, FIELD, 'selected_option', 'value');
}
