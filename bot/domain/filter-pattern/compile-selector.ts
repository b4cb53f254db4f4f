// Turns a selector into a function that reads a parsed record. Own properties only: nothing reaches a prototype.
import type { Selector, Step } from './expression.ts';

/** Gives the value at a path; undefined when there is none. */
type Read = (record: unknown) => unknown;

/** A test on a value. None passes undefined, which stands for "nothing is there". */
export type Test = (value: unknown) => boolean;

/** Whether the value that the selector points at passes `test`; with a wildcard, whether any of the values does. */
export function compileSelector(selector: Selector, test: Test): Test {
  const read = compileRead(selector.path);
  const { wildcard } = selector;
  if (wildcard === undefined) return (record) => test(read(record));
  const readOn = compileRead(wildcard.path);
  const passes: Test = (member) => test(readOn(member));
  if (wildcard.every === 'element') {
    return (record) => {
      const list = read(record);
      return Array.isArray(list) && list.some(passes);
    };
  }
  return (record) => {
    const object = read(record);
    return isObject(object) && Object.values(object).some(passes);
  };
}

function compileRead(path: readonly Step[]): Read {
  const [first, second, ...others] = path.map(compileStep);
  if (first === undefined) return (record) => record;
  if (second === undefined) return first;
  if (others.length === 0) return (record) => second(first(record));
  return (record) => {
    let value = second(first(record));
    for (const read of others) value = read(value);
    return value;
  };
}

function compileStep(step: Step): Read {
  if ('index' in step) {
    const { index } = step;
    return (value) => (Array.isArray(value) ? value[index] : undefined);
  }
  const { property } = step;
  return (value) => (isObject(value) && Object.hasOwn(value, property) ? value[property] : undefined);
}

/** Whether a value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
