// What the "This is expected" dialog carries: where it was opened, what is chosen in it, and what was submitted.
import * as z from 'zod/mini';
import { parseJson } from '../read-json.ts';
import { DEFAULT_DAYS, LONGEST_DAYS } from './suppression.ts';

/** `block_id` and `action_id` at once. They never change while a dialog is open: Slack keeps by them what was typed. */
export const EXPECTED_FIELDS = {
  detection: 'expected_detection',
  limits: 'expected_limits',
  days: 'expected_days',
  reason: 'expected_reason',
} as const;
export const EXPECTED_LIMITS = { network: 'network', action: 'action' } as const;
export const EXPECTED_DAYS = [7, DEFAULT_DAYS, LONGEST_DAYS] as const;

const choices = {
  /** Empty until the bot has read the incident: its leading detection then. */
  detectionId: z.string().check(z.maxLength(60)),
  withNetwork: z.boolean(),
  withAction: z.boolean(),
};
const metadataSchema = z.object({
  incidentId: z.string().check(z.minLength(1), z.maxLength(200)),
  channel: z.string().check(z.minLength(1), z.maxLength(200)),
  threadTs: z.string().check(z.minLength(1), z.maxLength(200)),
  ...choices,
});

/** The view's `private_metadata`: with what is chosen, because a block that is not there has no state. */
export type ExpectedDialog = z.infer<typeof metadataSchema>;

const option = z.object({ value: z.string().check(z.maxLength(150)) });
const stateSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

export interface ExpectedAnswers extends Pick<ExpectedDialog, 'detectionId' | 'withNetwork' | 'withAction'> {
  readonly days: number;
  /** Empty when nothing was typed. */
  readonly reason: string;
}

/** Undefined for text that is none of ours. Never throws. */
export function parseExpectedDialog(metadata: unknown): ExpectedDialog | undefined {
  return typeof metadata === 'string' ? metadataSchema.safeParse(parseJson(metadata)).data : undefined;
}

/**
 * What the dialog holds now.
 * @param state the view's `state.values`.
 * @param pressed the elements of a press, newer than the state.
 */
export function readExpectedAnswers(
  dialog: ExpectedDialog,
  state: unknown,
  pressed: readonly { readonly action_id: string }[] = [],
): ExpectedAnswers {
  const parsed = stateSchema.safeParse(state);
  const values = new Map(parsed.success ? Object.entries(parsed.data) : []);
  const elementOf = (field: string): unknown =>
    pressed.find(({ action_id: id }) => id === field) ??
    new Map(Object.entries(values.get(field) ?? {})).get(field);
  const limits = z.object({ selected_options: z.array(option) }).safeParse(elementOf(EXPECTED_FIELDS.limits));
  const ticked = limits.success ? limits.data.selected_options.map(({ value }) => value) : undefined;
  const days = Number(selectedIn(elementOf(EXPECTED_FIELDS.days)));
  const reason = z
    .object({ value: z.string().check(z.maxLength(3_000)) })
    .safeParse(elementOf(EXPECTED_FIELDS.reason));
  return {
    detectionId: selectedIn(elementOf(EXPECTED_FIELDS.detection)) ?? dialog.detectionId,
    withNetwork: ticked?.includes(EXPECTED_LIMITS.network) ?? dialog.withNetwork,
    withAction: ticked?.includes(EXPECTED_LIMITS.action) ?? dialog.withAction,
    days: EXPECTED_DAYS.find((offered) => offered === days) ?? DEFAULT_DAYS,
    reason: reason.success ? reason.data.value.trim() : '',
  };
}

function selectedIn(element: unknown): string | undefined {
  const parsed = z.object({ selected_option: option }).safeParse(element);
  return parsed.success ? parsed.data.selected_option.value : undefined;
}
