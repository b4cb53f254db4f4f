// Slack's limits on blocks, by the surface they are for.
import type { KnownBlock } from '@slack/types';
import { SlackFault } from '../slack-fault.ts';
import {
  anyText,
  BOOLEAN,
  ELEMENTS,
  ELEMENTS_ELSEWHERE,
  ID,
  IMAGE,
  list,
  object,
  oneOf,
  plainText,
  string,
  TEXT_INPUT,
} from './validate-elements.ts';
import { RICH_TEXT } from './validate-rich-text.ts';
import { finding, isRecord, type ObjectRule, type Rule, validate } from './validate-schema.ts';

export type Surface = 'message' | 'modal' | 'home';

const MAX_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const MAX_MARKDOWN = 12_000;

const block = ({ required, optional, either }: ObjectRule): ObjectRule => ({
  is: 'object',
  required,
  optional: { ...optional, block_id: ID },
  ...(either && { either }),
});
const typed = (of: Readonly<Record<string, ObjectRule>>): Rule => ({
  is: 'typed',
  of,
  elsewhere: ELEMENTS_ELSEWHERE,
});

const CELL: Rule = {
  is: 'typed',
  of: {
    raw_text: object({ text: string(Number.MAX_SAFE_INTEGER, 0) }),
    raw_number: object({ value: { is: 'number' }, text: string(255) }),
    rich_text: RICH_TEXT,
  },
};

const EVERYWHERE: Readonly<Record<string, ObjectRule>> = {
  section: {
    ...object(
      {},
      {
        text: anyText(3_000),
        fields: list(anyText(2_000), 10),
        accessory: typed({ ...ELEMENTS, image: IMAGE }),
        expand: BOOLEAN,
      },
    ),
    either: ['text', 'fields'],
  },
  header: object({ text: plainText(150) }, { level: { is: 'number', min: 1, max: 4 } }),
  context: object({
    elements: list(
      {
        is: 'typed',
        of: {
          image: IMAGE,
          plain_text: object({ text: string(3_000) }, { emoji: BOOLEAN }),
          mrkdwn: object({ text: string(3_000) }, { verbatim: BOOLEAN }),
        },
      },
      10,
    ),
  }),
  actions: object({ elements: list(typed(ELEMENTS), 25) }),
  divider: object({}),
  image: { ...IMAGE, optional: { ...IMAGE.optional, title: plainText(2_000) } },
  rich_text: RICH_TEXT,
  input: object(
    { label: plainText(2_000), element: typed({ ...ELEMENTS, plain_text_input: TEXT_INPUT }) },
    { hint: plainText(2_000), optional: BOOLEAN, dispatch_action: BOOLEAN },
  ),
};

const BLOCKS: Readonly<Record<Surface, Readonly<Record<string, ObjectRule>>>> = {
  message: {
    ...EVERYWHERE,
    markdown: object({ text: string(MAX_MARKDOWN) }),
    table: object(
      { rows: list(list(CELL, 20), 100) },
      {
        column_settings: list(
          object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: BOOLEAN }),
          20,
          0,
        ),
      },
    ),
  },
  modal: {
    ...EVERYWHERE,
    alert: object(
      { text: anyText(3_000) },
      { level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
  },
  home: EVERYWHERE,
};

const BLOCKS_ELSEWHERE: readonly string[] = [
  'call',
  'card',
  'carousel',
  'container',
  'context_actions',
  'data_table',
  'data_visualization',
  'file',
  'plan',
  'task_card',
  'video',
];

/**
 * Blocks that Slack would accept on that surface.
 * @throws SlackFault `invalid_blocks` with every finding. NotInSandbox for a block the sandbox does not know.
 */
export function parseBlocks(value: unknown, surface: Surface, pointer = '/blocks'): KnownBlock[] {
  const rules = Object.fromEntries(
    Object.entries(BLOCKS[surface]).map(([type, rule]) => [type, block(rule)]),
  );
  const rule: Rule = { is: 'typed', of: rules, elsewhere: BLOCKS_ELSEWHERE };
  const findings = validate(list(rule, MAX_BLOCKS[surface], 0), value, pointer);
  if (findings.length > 0) throw new SlackFault('invalid_blocks', findings);
  const blocks = value as KnownBlock[];
  const crossing = [
    ...repeatedIds(blocks, pointer),
    ...blocks.flatMap((each, index) => repeatedActions(each, `${pointer}/${index}`)),
    ...perMessage(blocks, pointer),
  ];
  if (crossing.length > 0) throw new SlackFault('invalid_blocks', crossing);
  return blocks;
}

function repeatedIds(blocks: readonly KnownBlock[], pointer: string): string[] {
  const seen = new Set<string>();
  return blocks.flatMap(({ block_id: id }, index) => {
    if (id === undefined) return [];
    const repeated = seen.has(id);
    seen.add(id);
    return repeated ? [finding(`\`block_id\` already exists: ${id}`, `${pointer}/${index}/block_id`)] : [];
  });
}

/** The reference says "should be unique … in the containing block"; Slack refuses what is not. */
function repeatedActions(each: KnownBlock, pointer: string): string[] {
  if (each.type !== 'actions') return [];
  const ids = each.elements.map(({ action_id: id }) => id);
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [finding(`\`action_id\` already exists: ${id}`, `${pointer}/elements/${index}/action_id`)]
      : [],
  );
}

function perMessage(blocks: readonly KnownBlock[], pointer: string): string[] {
  const markdown = blocks.reduce((sum, { type, ...rest }) => {
    return type === 'markdown' && 'text' in rest ? sum + String(rest.text).length : sum;
  }, 0);
  const tables = blocks.filter(({ type }) => type === 'table').length;
  return [
    ...(markdown > MAX_MARKDOWN
      ? [finding(`must be less than ${MAX_MARKDOWN + 1} characters`, pointer)]
      : []),
    ...(tables > 1 ? [finding('only one table allowed', pointer)] : []),
  ];
}

/** How many characters people would read in these blocks, markup included. */
export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countText(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, member]) =>
      sum + (name === 'text' && typeof member === 'string' ? member.length : countText(member)),
    0,
  );
}
