// The same query in the CloudWatch console, for whoever wants to go on from there.
import type { BoundQuery } from '../domain/query/query.ts';
import { LIMITS } from './blocks.ts';
import { logGroupLink } from './console-links.ts';

/** Room for what escaping adds where the link stands. */
const LONGEST = LIMITS.url - 200;

/** Undefined where there is no console to link to, and for a query that is too long for Slack's links. */
export function insightsLink(
  { text, from, to }: Pick<BoundQuery, 'text' | 'from' | 'to'>,
  { region, logGroup }: { readonly region: string; readonly logGroup: string },
): string | undefined {
  const [console] = logGroupLink(region, logGroup)?.split('#') ?? [];
  if (console === undefined) return undefined;
  const detail = [
    `end~${quote(to.toISOString())}`,
    `start~${quote(from.toISOString())}`,
    `timeType~${quote('ABSOLUTE')}`,
    `tz~${quote('UTC')}`,
    `editorString~${quote(text)}`,
    `source~(~${quote(logGroup)})`,
    `lang~${quote('CWLI')}`,
  ];
  // `$3F` and `$3D` are `?` and `=`: the console reads `$` as `%` within its own part of the address.
  const link = `${console}#logsV2:logs-insights$3FqueryDetail$3D~(${detail.join('~')})`;
  return link.length > LONGEST ? undefined : link;
}

/** A string as JSURL writes it: an apostrophe before, and `*` with the code in hexadecimal for what is no word. */
function quote(text: string): string {
  const encoded = text.replace(/[^\w.-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length <= 2 ? `*${code.padStart(2, '0')}` : `**${code.padStart(4, '0')}`;
  });
  return `'${encoded}`;
}
