// The form that asks for a query's parameters.
import type { InputBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import type { AskableQuery } from '../../domain/command/command.ts';
import { FIELD, type FormPlace, PARAMETER_BLOCK, WINDOW_BLOCK } from '../../domain/command/query-form.ts';
import { nameDuration } from '../../domain/context/name-duration.ts';
import { cutText } from '../../domain/cut-text.ts';
import { VIEWS } from '../../domain/naming.ts';
import type { ParameterType, QueryValues } from '../../domain/query/query.ts';
import { bold, paragraph } from '../rich-text.ts';
import { visible } from '../visible-text.ts';

const HOUR_MS = 3_600_000;
const HOURS = [1, 6, 24, 168, 720];

const PLACEHOLDERS: Readonly<Record<ParameterType, string>> = {
  principal: 'alice, a role or an ARN',
  ip: '203.0.113.7',
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  bucket: 'customer-exports',
  instance: 'i-0123456789abcdef0',
  region: 'eu-west-1',
  eventName: 'CreateUser',
  eventSource: 'iam.amazonaws.com',
};

export interface AskedQuery {
  readonly query: AskableQuery;
  /** What is known already. */
  readonly values: QueryValues;
  readonly hours?: number;
  readonly place: FormPlace;
}

/** The window may be left open: each query has its own. */
export function renderQueryForm({ query, values, hours, place }: AskedQuery): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.query,
    private_metadata: JSON.stringify(place),
    title: plain(query.title, 24),
    submit: plain('Run'),
    close: plain('Cancel'),
    blocks: [
      paragraph(bold(query.question, 300)),
      ...query.parameters.map((parameter) =>
        parameterInput(parameter, Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined),
      ),
      windowInput(hours),
    ],
  };
}

function parameterInput(
  { name, type, title }: AskableQuery['parameters'][number],
  value: string | undefined,
): InputBlock {
  return {
    type: 'input',
    block_id: `${PARAMETER_BLOCK}${name}`,
    label: plain(title, 150),
    element: {
      type: 'plain_text_input',
      action_id: FIELD,
      max_length: 700,
      placeholder: plain(placeholderOf(type)),
      ...(value !== undefined && { initial_value: cutText(value, 700) }),
    },
  };
}

function placeholderOf(type: string): string {
  return Object.entries(PLACEHOLDERS).find(([known]) => known === type)?.[1] ?? 'Value';
}

function windowInput(hours: number | undefined): InputBlock {
  const options = [...new Set([...HOURS, ...(hours === undefined ? [] : [hours])])]
    .toSorted((a, b) => a - b)
    .map(windowOption);
  return {
    type: 'input',
    block_id: WINDOW_BLOCK,
    optional: true,
    label: plain('How far back'),
    element: {
      type: 'static_select',
      action_id: FIELD,
      placeholder: plain('As far as this query usually looks'),
      options,
      ...(hours !== undefined && { initial_option: windowOption(hours) }),
    },
  };
}

function windowOption(hours: number): PlainTextOption {
  return { text: plain(`The last ${nameDuration(hours * HOUR_MS)}`), value: String(hours) };
}

function plain(text: string, max = 75): PlainTextElement {
  return { type: 'plain_text', text: cutText(visible(text), max) || '–', emoji: false };
}
