import { describe, expect, it } from 'vitest';
import type { Kind } from '../../bot/domain/scan/sieve.ts';
import { createKindTable } from '../../bot/replay/kind-table.ts';

const KINDS = 16;
const MOST = 10;
const TEXTS = KINDS + MOST * 16;

function tableOf(textBytes: number) {
  const memory = Buffer.alloc(TEXTS + textBytes);
  let forgotten = 0;
  const table = createKindTable({
    memory,
    kinds: KINDS,
    mostKinds: MOST,
    texts: TEXTS,
    textsEnd: memory.length,
    forget: () => {
      forgotten += 1;
    },
  });
  /** As the scanner reads it. */
  const written = (number: number) => {
    const at = KINDS + number * 16;
    const list = memory.readUInt32LE(at + 8);
    const items = Array.from({ length: memory.readUInt32LE(at + 12) }, (_, n) => list + n * 8);
    return {
      may: memory.readUInt32LE(at) === 1,
      agents: memory.readUInt32LE(at + 4),
      texts: items.map((item) => {
        const text = memory.readUInt32LE(item);
        return memory.toString('latin1', text, text + memory.readUInt32LE(item + 4));
      }),
    };
  };
  return { table, written, forgotten: () => forgotten };
}

const kindOf = (...texts: readonly string[]): Kind => ({ may: false, texts, agents: 5 });

describe('the table of kinds', () => {
  it('says what decides where the scanner reads it, and keeps the kind', () => {
    const { table, written } = tableOf(1_000);
    const all = [kindOf('one', 'other'), { may: true, texts: [], agents: 0 }, kindOf('other', 'third', 'é')];
    const numbers = all.map((kind) => table.add(kind));
    expect(numbers).toEqual([0, 1, 2]);
    expect(numbers.map(written)).toEqual(all);
    expect(numbers.map((number) => table.of(number))).toEqual(all);
  });

  it('writes a text once for all kinds that look for it', () => {
    const text = 'x'.repeat(200);
    const { table, written, forgotten } = tableOf(300);
    for (let n = 0; n < 5; n += 1) expect(written(table.add(kindOf(text))).texts).toEqual([text]);
    // What is needed at most is what counts.
    expect(forgotten()).toBeLessThan(5);
  });

  it.each([
    ['kinds', 10_000, 'a'],
    ['texts', 300, 'abcdefghij'.repeat(5)],
  ])('begins anew when it is full of %s, and goes on', (_, bytes, text) => {
    const { table, written, forgotten } = tableOf(bytes);
    for (let n = 0; n < 35; n += 1) {
      const kind = kindOf(`${text}${n}`, `${text}${n}-`);
      const number = table.add(kind);
      expect(number).toBeLessThan(MOST);
      expect(written(number)).toEqual(kind);
      expect(table.of(number)).toBe(kind);
    }
    expect(forgotten()).toBeGreaterThan(2);
  });

  it('has what looks for more than fits parsed each time', () => {
    const { table, written } = tableOf(100);
    expect(written(table.add(kindOf('x'.repeat(200))))).toEqual({ may: true, texts: [], agents: 5 });
    expect(written(table.add(kindOf('short')))).toEqual(kindOf('short'));
  });

  it('knows no number that it did not give', () => {
    const { table } = tableOf(1_000);
    expect(() => table.of(0)).toThrow('There is no kind 0.');
  });
});
