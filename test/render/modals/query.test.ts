// The form that asks for a query's parameters, and what is read from it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskableQuery } from '../../../bot/domain/command/command.ts';
import { parseFormPlace, readQueryForm } from '../../../bot/domain/command/query-form.ts';
import { PARAMETER_TYPES } from '../../../bot/domain/query/query.ts';
import { renderQueryForm } from '../../../bot/render/modals/query.ts';
import { parseView } from '../../../bot/sandbox/slack/validate/validate-view.ts';
import { text } from '../../support/hostile-arbitraries.ts';

const query: AskableQuery = {
  id: 'calls-in-region',
  title: 'What happened in a Region that nobody uses',
  question: 'Which calls were made there?',
  parameters: [
    { name: 'principal', type: 'principal', title: 'User or role' },
    { name: 'address', type: 'ip', title: 'Address' },
  ],
};
const origin = { channel: 'C0ALERTS01', responseUrl: 'https://hooks.slack.com/commands/1/2/3' };
const place = { queryId: query.id, origin };

describe('the form', () => {
  it('asks for each parameter and for the window, with what is known filled in', () => {
    const view = renderQueryForm({ query, values: { principal: 'alice' }, hours: 48, place });
    expect(view.blocks.slice(1)).toMatchObject([
      { block_id: 'parameter-principal', element: { initial_value: 'alice' } },
      { block_id: 'parameter-address', element: { placeholder: { text: '203.0.113.7' } } },
      {
        block_id: 'window',
        optional: true,
        element: { initial_option: { value: '48', text: { text: 'The last 2 days' } } },
      },
    ]);
    expect(view.blocks[2]).not.toHaveProperty('element.initial_value');
  });

  it('remembers where it was asked', () => {
    const { private_metadata: metadata = '' } = renderQueryForm({ query, values: {}, place });
    expect(parseFormPlace(metadata)).toEqual(place);
    for (const bad of ['', 'null', '{}', '[]', '{"queryId":1}', '{"queryId":"x","origin":"y"}', 'x'])
      expect(parseFormPlace(bad)).toBeUndefined();
  });

  it('is a view that Slack takes, for every type and any text', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(...PARAMETER_TYPES), (title, value, type) => {
        const parameters = [{ name: 'one', type, title }];
        const view = renderQueryForm({
          query: { ...query, title, question: title, parameters },
          values: { one: value },
          place,
        });
        expect(() => parseView(view, 'modal')).not.toThrow();
      }),
    );
  });
});

describe('a form that was filled in', () => {
  const state = (principal: unknown, address: unknown, hours?: string) => ({
    'parameter-principal': { value: { type: 'plain_text_input', value: principal } },
    'parameter-address': { value: { type: 'plain_text_input', value: address } },
    window: { value: { type: 'static_select', selected_option: hours ? { value: hours } : null } },
  });

  it('gives values as CloudTrail writes them, and the window only where one was chosen', () => {
    expect(readQueryForm(query, state(' alice ', '2001:DB8::0007', '168'))).toEqual({
      kind: 'filled',
      values: { principal: 'alice', address: '2001:db8::7' },
      hours: 168,
    });
    expect(readQueryForm(query, state('alice', '192.0.2.1'))).not.toHaveProperty('hours');
  });

  it('says at each field what is wrong', () => {
    expect(readQueryForm(query, state('a" or 1=1', null))).toEqual({
      kind: 'wrong',
      errors: {
        'parameter-principal': expect.stringContaining('alice'),
        'parameter-address': expect.stringContaining('192.0.2.10'),
      },
    });
  });

  it.each([undefined, null, 'x', [], { 'parameter-principal': 1 }])(
    'of no sense (%j) is wrong',
    (nonsense) => {
      expect(readQueryForm(query, nonsense).kind).toBe('wrong');
    },
  );

  it.each(['-1', '721', 'x', '1e9'])('ignores a window of %s hours', (hours) => {
    expect(readQueryForm(query, state('alice', '192.0.2.1', hours))).not.toHaveProperty('hours');
  });
});
