import { describe, expect, it } from 'vitest';
import { MOST_ROWS, rowLimit } from '../../../bot/domain/query/row-limit.ts';

describe('the most rows a query can answer with', () => {
  it('is what the query says at its end', () => {
    expect(rowLimit('fields eventName\n| limit 500\n')).toBe(500);
  });

  it('is ours when the query says nothing, asks for more, or means something else by the word', () => {
    expect(rowLimit('fields eventName')).toBe(MOST_ROWS);
    expect(rowLimit('fields eventName | limit 99999')).toBe(MOST_ROWS);
    expect(rowLimit('fields x | limit 5 | stats count(*)')).toBe(MOST_ROWS);
  });
});
