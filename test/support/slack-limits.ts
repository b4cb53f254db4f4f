// Says what Slack would refuse or misread in a message: Block Kit's limits, and text that is not inert.
import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Message } from '../../bot/domain/message.ts';

/** Our own bound for all strings together; Slack's is undocumented and lies between 11,000 and 13,200. */
const TOTAL = 10_000;
const STRUCTURE = new Set(['type', 'style', 'action_id', 'block_id']);
const OUR_TOKENS = /<!date\^-?\d+\^[{}a-z_ ]+\|[^<>|]+>|<https:\/\/[^<>|\s]+\|[^<>|]+>/g;
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
    default:
      return [`an unexpected ${block.type} block`];
  }
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
  if (element.type !== 'overflow') return [`an unexpected ${element.type}`];
  return [
    ...id,
    ...countProblem('options', element.options, 5),
    ...element.options.flatMap((option) => [
      ...textProblems('option', option.text, 75),
      ...lengthProblem('option value', option.value ?? '', 75),
      ...lengthProblem('option url', option.url ?? '', 3_000),
      ...(URL.canParse(option.url ?? '') && option.url?.startsWith('https://')
        ? []
        : [`link to ${option.url}`]),
    ]),
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
      ...(INERT.has(element.type) ? [] : [`a rich text ${element.type}`]),
      ...(element.type === 'text' ? lengthProblem('rich text', element.text, TOTAL) : []),
      ...(element.type === 'text' ? plainProblems('rich text', element.text) : []),
      ...(element.type === 'date' && !Number.isSafeInteger(element.timestamp)
        ? ['a date without a time']
        : []),
    ]),
  ];
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
