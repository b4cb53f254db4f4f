// The dialog of "This is expected…": what it would hide, how narrow, how long and why.
import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import { cutText } from '../../domain/cut-text.ts';
import type { Message } from '../../domain/message.ts';
import { VIEWS } from '../../domain/naming.ts';
import type { BackTest } from '../../domain/suppression/back-test.ts';
import {
  EXPECTED_DAYS,
  EXPECTED_FIELDS,
  EXPECTED_LIMITS,
  type ExpectedDialog,
} from '../../domain/suppression/expected-form.ts';
import { DEFAULT_DAYS, type Suppression, scopeWords } from '../../domain/suppression/suppression.ts';
import { LONGEST_REASON, type SuppressionRefusal } from '../../domain/suppression/suppression-refusal.ts';
import { bold, bullets, paragraph, shorten } from '../rich-text.ts';
import { backTestWords } from '../suppression.ts';
import { visible } from '../visible-text.ts';

const TITLE: PlainTextElement = { type: 'plain_text', text: 'This is expected', emoji: false };

/** What came of counting with the present choices. */
export type ExpectedOutcome =
  | { readonly kind: 'counted'; readonly suppression: Suppression; readonly test: BackTest }
  | ({ readonly kind: 'refused' } & SuppressionRefusal);

export interface ExpectedForm {
  readonly dialog: ExpectedDialog;
  /** The incident's detections, the leading one first. */
  readonly detections: readonly { readonly id: string; readonly title: string }[];
  readonly outcome: ExpectedOutcome;
}

/** At once, while the incidents are being counted. */
export function renderExpectedOpening(dialog: ExpectedDialog): ModalView {
  return modal(dialog, [
    paragraph(bold('Looking at the last 30 days…')),
    paragraph('If nothing follows within half a minute, close this and try again.'),
  ]);
}

/** In place of the form, when it could not be filled. */
export function renderExpectedProblem(
  dialog: ExpectedDialog,
  { reason, hint }: SuppressionRefusal,
): ModalView {
  return modal(dialog, [paragraph(bold(reason)), paragraph(hint)]);
}

/** In place of the form, for a person who may not see it. */
export function renderExpectedRefused({ blocks }: Message): ModalView {
  return { type: 'modal', title: TITLE, close: plain('Close'), blocks: [...blocks] };
}

export function renderExpectedForm({ dialog, detections, outcome }: ExpectedForm): ModalView {
  return {
    ...modal(dialog, [
      ...(detections.length > 1 ? [detectionInput(dialog, detections)] : []),
      limitsInput(dialog),
      ...outcomePart(outcome, detections, dialog),
      daysInput(),
      reasonInput(),
    ]),
    submit: plain('Expect it'),
  };
}

function modal(dialog: ExpectedDialog, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.expected,
    private_metadata: JSON.stringify(dialog),
    title: TITLE,
    close: plain('Cancel'),
    blocks: [...blocks],
  };
}

/** Says for which choices it was counted: a slower count of earlier ones may come last. */
function outcomePart(
  outcome: ExpectedOutcome,
  detections: ExpectedForm['detections'],
  { detectionId }: ExpectedDialog,
): readonly KnownBlock[] {
  if (outcome.kind === 'refused') return [paragraph(bold(outcome.reason)), paragraph(outcome.hint)];
  const title = detections.find(({ id }) => id === detectionId)?.title ?? detectionId;
  const heading = `${shorten(title, 100)}: ${shorten(scopeWords(outcome.suppression), 240)}`;
  return [
    bullets(
      heading,
      backTestWords(outcome.test).map((sentence) => [sentence]),
    ),
  ];
}

function detectionInput({ detectionId }: ExpectedDialog, detections: ExpectedForm['detections']): InputBlock {
  const options = detections.slice(0, 100).map(({ id, title }) => option(title, id));
  const initial = options.find(({ value }) => value === detectionId);
  return {
    type: 'input',
    block_id: EXPECTED_FIELDS.detection,
    dispatch_action: true,
    label: plain('What is expected'),
    element: {
      type: 'static_select',
      action_id: EXPECTED_FIELDS.detection,
      options,
      ...(initial && { initial_option: initial }),
    },
  };
}

/** The texts never change with the choices: Slack keeps a tick only on an option that stays the same. */
function limitsInput({ withNetwork, withAction }: ExpectedDialog): InputBlock {
  const network = option('Only from the network of the newest event', EXPECTED_LIMITS.network);
  const action = option('Only the call of the newest event', EXPECTED_LIMITS.action);
  const ticked = [...(withNetwork ? [network] : []), ...(withAction ? [action] : [])];
  return {
    type: 'input',
    block_id: EXPECTED_FIELDS.limits,
    dispatch_action: true,
    optional: true,
    label: plain('How narrow'),
    element: {
      type: 'checkboxes',
      action_id: EXPECTED_FIELDS.limits,
      options: [network, action],
      ...(ticked.length > 0 && { initial_options: ticked }),
    },
  };
}

function daysInput(): InputBlock {
  const options = EXPECTED_DAYS.map((days) => option(`${days} days`, String(days)));
  const initial = options.find(({ value }) => value === String(DEFAULT_DAYS));
  return {
    type: 'input',
    block_id: EXPECTED_FIELDS.days,
    label: plain('For how long'),
    element: {
      type: 'static_select',
      action_id: EXPECTED_FIELDS.days,
      options,
      ...(initial && { initial_option: initial }),
    },
  };
}

function reasonInput(): InputBlock {
  return {
    type: 'input',
    block_id: EXPECTED_FIELDS.reason,
    label: plain('Why'),
    hint: plain('It is kept under your name, for whoever asks in a year.'),
    element: {
      type: 'plain_text_input',
      action_id: EXPECTED_FIELDS.reason,
      max_length: LONGEST_REASON,
      placeholder: plain('The nightly deployment does this'),
    },
  };
}

function option(label: string, value: string): PlainTextOption {
  return { text: plain(label, 75), value };
}

function plain(text: string, max = 75): PlainTextElement {
  return { type: 'plain_text', text: cutText(visible(text), max) || '–', emoji: false };
}
