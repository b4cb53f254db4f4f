// What the dialogs of containing and releasing carry: where they were opened, whom they are about, what is chosen.
import * as z from 'zod/mini';
import { listAt, parseJson, textAt, valueAt } from '../read-json.ts';
import { MODES } from './containment.ts';

/**
 * `block_id` and `action_id` at once; the form of a release has the last of them too. They never change while a dialog
 * is open: Slack keeps by them what was typed.
 */
export const CONTAIN_FIELDS = {
  mode: 'contain_mode',
  password: 'contain_password',
  minutes: 'contain_minutes',
  reason: 'contain_reason',
} as const;
/** The value of the one box under {@link CONTAIN_FIELDS}.password. */
export const DELETE_PASSWORD = 'delete';
/** Minutes, beside the first. */
export const DURATIONS = ['until-released', '60', '240', '720', '1440'] as const;
/** The longest ARN of an IAM user or role has fewer characters: path 512, name 64. */
export const LONGEST_WHOM = 700;
/** What Slack takes as `private_metadata`. */
const LONGEST_METADATA = 3_000;
/** What a job takes. */
const LONGEST_REASON = 3_000;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const replyTo = z.union([
  z.object({ kind: z.literal('thread'), channel: id, threadTs: id }),
  z.object({
    kind: z.literal('person'),
    channel: id,
    responseUrl: z.string().check(z.maxLength(LONGEST_METADATA)),
    share: z.boolean(),
  }),
  z.object({ kind: z.literal('home') }),
]);
const schema = z.object({
  replyTo,
  incidentId: z.exactOptional(id),
  /** The target's ARN once it is known; before, what was typed, or nothing for the incident's actor. */
  whom: z.string().check(z.maxLength(LONGEST_WHOM)),
  mode: z.exactOptional(z.enum(MODES)),
  deletePassword: z.boolean(),
});

/** The view's `private_metadata`: with what is chosen, because a block that is not there has no state. */
export type ContainDialog = z.infer<typeof schema>;

export interface ContainAnswers extends Pick<ContainDialog, 'mode' | 'deletePassword'> {
  /** Undefined: until it is released. */
  readonly minutes?: number;
  /** Empty when nothing was typed. */
  readonly reason: string;
}

/** Undefined for text that is none of ours, and for more than Slack keeps. Never throws. */
export function parseContainDialog(metadata: unknown): ContainDialog | undefined {
  return parseMetadata(schema, metadata);
}

const releaseSchema = z.object({ containmentId: id, replyTo });

/** What the release form carries. */
export type ReleaseDialog = z.infer<typeof releaseSchema>;

/** Undefined for text that is none of ours, and for more than Slack keeps. Never throws. */
export function parseReleaseDialog(metadata: unknown): ReleaseDialog | undefined {
  return parseMetadata(releaseSchema, metadata);
}

function parseMetadata<Schema extends z.ZodMiniType>(
  as: Schema,
  metadata: unknown,
): z.infer<Schema> | undefined {
  if (typeof metadata !== 'string' || metadata.length > LONGEST_METADATA) return undefined;
  return as.safeParse(parseJson(metadata)).data;
}

/**
 * What the dialog holds now.
 * @param state the view's `state.values`.
 * @param pressed the elements of a press, newer than the state.
 */
export function readContainAnswers(
  dialog: ContainDialog,
  state: unknown,
  pressed: readonly { readonly action_id: string }[] = [],
): ContainAnswers {
  const elementOf = (field: string): unknown =>
    pressed.find(({ action_id: pressedId }) => pressedId === field) ?? valueAt(state, field, field);
  const chosenIn = (field: string) => textAt(elementOf(field), 'selected_option', 'value');
  const password = elementOf(CONTAIN_FIELDS.password);
  const asked = chosenIn(CONTAIN_FIELDS.mode);
  const mode = MODES.find((offered) => offered === asked) ?? dialog.mode;
  const duration = chosenIn(CONTAIN_FIELDS.minutes);
  const minutes = Number(DURATIONS.find((offered) => offered === duration));
  return {
    ...(mode && { mode }),
    deletePassword: valueAt(password, 'selected_options')
      ? listAt(password, 'selected_options').some((option) => textAt(option, 'value') === DELETE_PASSWORD)
      : dialog.deletePassword,
    ...(minutes > 0 && { minutes }),
    reason: readReason(state),
  };
}

/** What was typed for why, in either form; empty for nothing, and for more than a job takes. */
export function readReason(state: unknown): string {
  const reason = textAt(state, CONTAIN_FIELDS.reason, CONTAIN_FIELDS.reason, 'value').trim();
  return reason.length > LONGEST_REASON ? '' : reason;
}
