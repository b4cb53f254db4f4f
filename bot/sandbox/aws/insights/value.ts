// What a field or an expression can be worth, and how values compare and are shown.

/** Undefined is a field that the event has not. */
export type Value = string | number | boolean | Date | undefined;

/** The number a value stands for: digits in a string count, a time is its epoch milliseconds. */
export function toNumber(value: Value): number | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** As results show it: all values are strings, times are UTC without a zone, truth is 1 and 0. */
export function showValue(value: Exclude<Value, undefined>): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : showTime(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000);
  return value;
}

function showTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '');
}

/** The text of a value for string functions and `like`. */
export function toText(value: Value): string | undefined {
  if (typeof value === 'boolean') return String(value);
  return value === undefined ? undefined : showValue(value);
}

export function isTrue(value: Value): boolean {
  return typeof value === 'string' ? value === 'true' : Boolean(toNumber(value));
}

/** Equal as numbers when both are numbers, else as text. */
export function isEqual(left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  const [leftNumber, rightNumber] = [toNumber(left), toNumber(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber === rightNumber;
  return toText(left) === toText(right);
}

/** Negative, zero or positive: numbers before texts, each in their own order. Undefined sorts last. */
export function compareValues(left: Value, right: Value): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  const [leftNumber, rightNumber] = [toNumber(left), toNumber(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber - rightNumber;
  if (leftNumber !== undefined) return -1;
  if (rightNumber !== undefined) return 1;
  const [leftText = '', rightText = ''] = [toText(left), toText(right)];
  return leftText < rightText ? -1 : Number(leftText > rightText);
}
