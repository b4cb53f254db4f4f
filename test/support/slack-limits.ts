// Says what Slack would refuse or misread in a message: Block Kit's limits, and text that is not inert.
import type { KnownBlock, PlainTextOption, RichTextElement, TableBlock } from '@slack/types';
import type { Message } from '../../bot/domain/message.ts';

/** Our own bound for all strings together; Slack's is undocumented and lies between 11,000 and 13,200. */
const TOTAL = 10_000;
const STRUCTURE = new Set(['type', 'style', 'action_id', 'block_id']);
const OUR_TOKENS =
  /<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^-?\d+\^[{}a-z_ ]+\|[^<>|]+>|<https:\/\/[^<>|\s]+\|[^<>|]+>/g;
const ENTITY = /&(?!amp;|lt;|gt;)/;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const INERT: ReadonlySet<RichTextElement['type']> = new Set(['text', 'emoji', 'date']);

/** Empty when the message is fine. */
export function slackProblems({ text, blocks }: Message): readonly string[] {
  const total = blocks.reduce((sum, block) => sum + countCharacters(block), 0);
  return [
    ...lengthProblem('message text', text, 3_000),
    ...mrkdwnProblems('message text', text),
    ...(blocks.length > 50 ? [`${blocks.length} blocks`] : []),
    ...(total >= TOTAL ? [`${total} characters over all blocks`] : []),
    ...blocks.flatMap(blockProblems),
  ];
}

/** Every string that is shown, followed or sent back. */
export function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value)
    .filter(([key]) => !STRUCTURE.has(key))
    .reduce((sum, [, item]) => sum + countCharacters(item), 0);
}

function blockProblems(block: KnownBlock): readonly string[] {
  switch (block.type) {
    case 'section':
      return [
        ...(block.text === undefined && block.fields === undefined ? ['a section without text'] : []),
        ...(block.text ? textProblems('section', block.text, 3_000) : []),
        ...(block.fields ? countProblem('fields', block.fields, 10) : []),
        ...(block.fields ?? []).flatMap((field) => textProblems('field', field, 2_000)),
      ];
    case 'context':
      return [
        ...countProblem('context elements', block.elements, 10),
        ...block.elements.flatMap((element) =>
          element.type === 'image' ? ['an image'] : textProblems('context', element, 3_000),
        ),
      ];
    case 'actions':
      return [...countProblem('actions', block.elements, 25), ...block.elements.flatMap(actionProblems)];
    case 'rich_text':
      return [
        ...countProblem('rich text parts', block.elements, 50),
        ...block.elements.flatMap(richProblems),
      ];
    case 'table':
      return tableProblems(block);
    default:
      return [`an unexpected ${block.type} block`];
  }
}

function tableProblems({ rows, column_settings: columns = [] }: TableBlock): readonly string[] {
  const width = rows[0]?.length ?? 0;
  return [
    ...countProblem('table rows', rows, 100),
    ...(columns.length > 20 ? [`${columns.length} column settings`] : []),
    ...(rows.some((row) => row.length !== width) ? ['a ragged table'] : []),
    ...rows.flatMap((row) => [
      ...countProblem('cells', row, 20),
      ...row.flatMap((cell) =>
        cell.type === 'raw_text'
          ? [...lengthProblem('cell', cell.text, TOTAL), ...plainProblems('cell', cell.text)]
          : [`an unexpected ${cell.type} cell`],
      ),
    ]),
  ];
}

function actionProblems(
  element: Extract<KnownBlock, { type: 'actions' }>['elements'][number],
): readonly string[] {
  const id = lengthProblem('action_id', 'action_id' in element ? (element.action_id ?? '') : '', 255);
  if (element.type === 'button') {
    return [
      ...id,
      ...textProblems('button', element.text, 75),
      ...lengthProblem('button value', element.value ?? '', 2_000),
    ];
  }
  if (element.type === 'static_select') {
    const groups = element.option_groups ?? [];
    return [
      ...id,
      ...countProblem('option groups', groups, 100),
      ...groups.flatMap((group) => [
        ...textProblems('option group', group.label, 75),
        ...countProblem('options', group.options, 100),
        ...group.options.flatMap(optionProblems),
      ]),
    ];
  }
  if (element.type !== 'overflow') return [`an unexpected ${element.type}`];
  return [...id, ...countProblem('options', element.options, 5), ...element.options.flatMap(optionProblems)];
}

function optionProblems({ text, value = '', url }: PlainTextOption & { url?: string }): readonly string[] {
  return [
    ...textProblems('option', text, 75),
    ...lengthProblem('option value', value, 75),
    ...(url === undefined ? [] : lengthProblem('option url', url, 3_000)),
    ...(url === undefined || (URL.canParse(url) && url.startsWith('https://')) ? [] : [`link to ${url}`]),
  ];
}

type RichPart = Extract<KnownBlock, { type: 'rich_text' }>['elements'][number];

function richProblems(part: RichPart): readonly string[] {
  if (part.type === 'rich_text_list') {
    return [...countProblem('list items', part.elements, 100), ...part.elements.flatMap(richProblems)];
  }
  return [
    ...countProblem('rich text elements', part.elements, 100),
    ...part.elements.flatMap((element: RichTextElement) => [
      ...(INERT.has(element.type) || isMention(element) ? [] : [`a rich text ${element.type}`]),
      ...(element.type === 'text' ? lengthProblem('rich text', element.text, TOTAL) : []),
      ...(element.type === 'text' ? plainProblems('rich text', element.text) : []),
      ...(element.type === 'date' && !Number.isSafeInteger(element.timestamp)
        ? ['a date without a time']
        : []),
    ]),
  ];
}

/** Of one person or group, by an id of Slack's own making; never of everybody. */
function isMention(element: RichTextElement): boolean {
  if (element.type === 'user') return /^[UW][A-Z0-9]{2,30}$/.test(element.user_id);
  return element.type === 'usergroup' && /^S[A-Z0-9]{2,30}$/.test(element.usergroup_id);
}

function textProblems(
  where: string,
  { type, text, verbatim }: { type: string; text: string; verbatim?: boolean },
  max: number,
): readonly string[] {
  if (type === 'plain_text') return [...lengthProblem(where, text, max), ...plainProblems(where, text)];
  return [
    ...lengthProblem(where, text, max),
    ...mrkdwnProblems(where, text),
    ...(verbatim ? [] : [`${where}: addresses would become links`]),
  ];
}

function mrkdwnProblems(where: string, text: string): readonly string[] {
  const rest = text.replace(OUR_TOKENS, '');
  return [
    ...plainProblems(where, rest),
    ...(/[<>]/.test(rest)
      ? [`${where}: unescaped ${JSON.stringify(rest.match(/.{0,9}[<>].{0,9}/s)?.[0])}`]
      : []),
    ...(ENTITY.test(text) ? [`${where}: a broken entity`] : []),
  ];
}

function plainProblems(where: string, text: string): readonly string[] {
  return [
    ...(text.isWellFormed() ? [] : [`${where}: half a surrogate pair`]),
    ...(HIDDEN.test(text.replaceAll('\n', '')) ? [`${where}: a hidden character`] : []),
    ...(/<[!@#](?!date\^)/.test(text) ? [`${where}: a mention`] : []),
  ];
}

function lengthProblem(where: string, text: string, max: number): readonly string[] {
  if (text.length === 0) return [`${where}: empty`];
  return text.length > max ? [`${where}: ${text.length} characters`] : [];
}

function countProblem(where: string, items: readonly unknown[], max: number): readonly string[] {
  return items.length === 0 || items.length > max ? [`${items.length} ${where}`] : [];
}
