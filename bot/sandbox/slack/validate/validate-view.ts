// Slack's limits on modals and home tabs.
import type { KnownBlock, PlainTextElement } from '@slack/types';
import { SlackFault } from '../slack-fault.ts';
import { parseBlocks } from './validate-blocks.ts';
import { BOOLEAN, ID, list, object, plainText, string } from './validate-elements.ts';
import { finding, isRecord, type ObjectRule, validate } from './validate-schema.ts';

export interface ViewDefinition {
  readonly type: 'modal' | 'home';
  readonly title?: PlainTextElement;
  readonly submit?: PlainTextElement;
  readonly close?: PlainTextElement;
  readonly blocks: readonly KnownBlock[];
  readonly private_metadata?: string;
  readonly callback_id?: string;
  readonly external_id?: string;
  readonly clear_on_close?: boolean;
  readonly notify_on_close?: boolean;
}

// The blocks are held against their own rules afterwards.
const BLOCKS = list({ is: 'object', required: {}, optional: {} }, Number.MAX_SAFE_INTEGER, 0);
const COMMON = { callback_id: string(255, 0), private_metadata: string(3_000, 0), external_id: ID };
const VIEWS: Readonly<Record<'modal' | 'home', ObjectRule>> = {
  modal: object(
    { title: plainText(24), blocks: BLOCKS },
    {
      ...COMMON,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: BOOLEAN,
      notify_on_close: BOOLEAN,
      submit_disabled: BOOLEAN,
    },
  ),
  home: object({ blocks: BLOCKS }, COMMON),
};

/** @throws SlackFault `invalid_arguments` with every finding, as Slack answers for views */
export function parseView(value: unknown, type: 'modal' | 'home'): ViewDefinition {
  if (!isRecord(value))
    throw new SlackFault('invalid_arguments', [finding('missing required field: view', '')]);
  const { blocks, ...rest } = value;
  const shell = blocks === undefined ? rest : { ...rest, blocks: [] };
  const findings = validate({ is: 'typed', of: { [type]: VIEWS[type] } }, shell, '/view');
  if (findings.length > 0) throw new SlackFault('invalid_arguments', findings);
  try {
    const view = { ...rest, type, blocks: parseBlocks(blocks, type, '/view/blocks') } as ViewDefinition;
    return requireSubmit(view);
  } catch (error) {
    if (error instanceof SlackFault) throw new SlackFault('invalid_arguments', error.findings);
    throw error;
  }
}

function requireSubmit(view: ViewDefinition): ViewDefinition {
  const input = view.type === 'modal' && view.blocks.some((block) => block.type === 'input');
  if (!input || view.submit !== undefined) return view;
  throw new SlackFault('invalid_arguments', [
    finding('`submit` is required when an `input` is within blocks', '/view'),
  ]);
}
