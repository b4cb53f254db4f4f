// What a query looked at, what that took and what it cost: the small print below a result.

import type { BoundQuery, QueryResult } from '../domain/query/query.ts';
import { scanCost } from '../domain/query/scan-cost.ts';
import { code, link, list, type Mrkdwn, mrkdwn, time } from './mrkdwn.ts';
import { duration } from './time-words.ts';

/** `user` = `alice`, from one moment to another. */
export function queryScope({ values, from, to }: BoundQuery): Mrkdwn {
  const given = Object.entries(values).map(([name, value]) => mrkdwn`${name} ${code(value, 100)}`);
  return list([...given, mrkdwn`${time(from)} to ${time(to)}`], 10, ' · ');
}

/** One line, within what a context block holds. */
export function queryCosts(
  { recordsScanned, recordsMatched, bytesScanned }: QueryResult,
  tookMs: number,
  url: string | undefined,
): Mrkdwn {
  const parts = [
    mrkdwn`${countOf(recordsMatched, 'record')} matched of ${count(recordsScanned)}`,
    mrkdwn`${bytes(bytesScanned)} read`,
    mrkdwn`${duration(tookMs)}`,
    mrkdwn`${dollars(scanCost(bytesScanned))}`,
    ...(url === undefined ? [] : [link(url, 'Open in CloudWatch')]),
  ];
  return list(parts, parts.length, ' · ');
}

/** `1,234`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 row`, `1,234 rows`. */
export function countOf(value: number, noun: string): string {
  return `${count(value)} ${value === 1 ? noun : `${noun}s`}`;
}

/** `0 B`, `512 KB`, `1.2 GB`: in steps of 1,024, as AWS bills. */
export function bytes(value: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  const scaled = value / 1_024 ** step;
  return `${scaled.toFixed(step === 0 || scaled >= 10 ? 0 : 1)} ${UNITS[step]}`;
}
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

function dollars(value: number): string {
  return value < 0.01 ? 'less than $0.01' : `about $${value.toFixed(2)}`;
}
