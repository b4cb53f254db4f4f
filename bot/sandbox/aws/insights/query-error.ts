// The error of a Logs Insights query that cannot be compiled: what is wrong, and where.
import { AwsFault } from '../call.ts';

/** @param start - offset of the first wrong character in the query string, from 0; `end` is the one after the last */
export function malformedQuery(problem: string, start: number, end: number, text: string): AwsFault {
  const before = text.slice(0, start).split('\n');
  const place = `at line ${before.length} and position ${before.at(-1)?.length ?? 0}`;
  const message = `${problem} ${place}`;
  return new AwsFault('MalformedQueryException', message, {
    fields: {
      queryCompileError: {
        location: { startCharOffset: start, endCharOffset: Math.max(end, start) },
        message,
      },
    },
  });
}

export function notInSandbox(what: string): AwsFault {
  return new AwsFault('NotImplemented', `the sandbox does not implement ${what} in Logs Insights yet`, {
    status: 501,
  });
}
