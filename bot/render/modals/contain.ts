// The dialog that comes before a containment: what will happen to whom, what else stops, and what cannot be stopped.
import type { KnownBlock, ModalView } from '@slack/types';
import type { ContainDialog } from '../../domain/containment/contain-dialog.ts';
import type { ContainRefusal, Plan } from '../../domain/containment/plan.ts';
import type { Message } from '../../domain/message.ts';
import { VIEWS } from '../../domain/naming.ts';
import type { Settings } from '../../domain/settings.ts';
import { refusalBlocks } from '../containment/refused.ts';
import { codeText, targetLine } from '../containment/target-words.ts';
import { bullets, type Inline, paragraph } from '../rich-text.ts';
import { durationInput, modeInput, passwordInput, plain, reasonInput } from './contain-inputs.ts';

const TITLE = plain('Contain');
const SHOWN = 8;
const LONGEST_METADATA = 3_000;

/** @param accounts the names that people have for accounts. */
export function renderContainForm(
  dialog: ContainDialog,
  plan: Plan,
  accounts: Settings['accounts'] = {},
): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.contain,
    private_metadata: carry(dialog, plan),
    title: TITLE,
    submit: plain('Ask for approval'),
    close: plain('Cancel'),
    blocks: [
      paragraph(...targetLine(plan.target, accounts)),
      paragraph('Nothing is changed in AWS before an approver agrees.'),
      ...modeInput(plan),
      ...passwordInput(plan, dialog.deletePassword),
      ...listPart('What will happen', plan.willHappen),
      ...stopsTooPart(plan),
      ...listPart('What cannot be stopped', plan.cannotStop),
      ...sourcesPart(plan),
      durationInput(),
      reasonInput(),
    ],
  };
}

/** In place of the form: why not, and what to do instead. */
export function renderContainRefused(refusal: ContainRefusal): ModalView {
  return closing(refusalBlocks(refusal));
}

/** In place of the form, for a person who may not see it, or when something failed. */
export function renderContainNote({ blocks }: Message): ModalView {
  return closing(blocks);
}

/** Nothing in it can be submitted. */
function closing(blocks: readonly KnownBlock[]): ModalView {
  return { type: 'modal', title: TITLE, close: plain('Close'), blocks: [...blocks] };
}

/** Whoever presses submit asks for what is shown: the target and the mode of this plan, and no other. */
function carry(dialog: ContainDialog, { target, mode }: Plan): string {
  const shown: ContainDialog = { ...dialog, whom: target.arn, mode };
  const whole = JSON.stringify(shown);
  if (whole.length <= LONGEST_METADATA) return whole;
  // What does not fit is where to answer: a direct message needs no address.
  return JSON.stringify({ ...shown, replyTo: { kind: 'home' } } satisfies ContainDialog);
}

function stopsTooPart({ stopsToo }: Plan): readonly KnownBlock[] {
  return listPart('What stops too', stopsToo.length === 0 ? ['Nothing else that is known.'] : stopsToo);
}

function sourcesPart({ sources }: Plan): readonly KnownBlock[] {
  const lines = sources.map(({ kind, arn }): readonly Inline[] => [`IAM ${kind} `, codeText(arn, 300)]);
  const [part] = linesPart('It can be had again through', lines);
  return part === undefined
    ? []
    : [part, paragraph('Contain them as well, with ', codeText('/trail contain', 20), ' and the ARN.')];
}

function listPart(heading: string, sentences: readonly string[]): readonly KnownBlock[] {
  return linesPart(
    heading,
    sentences.map((sentence) => [sentence]),
  );
}

function linesPart(heading: string, lines: readonly (readonly Inline[])[]): readonly KnownBlock[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  return [bullets(heading, [...lines.slice(0, SHOWN), ...(more > 0 ? [[`and ${more} more`]] : [])])];
}
