// The answer to `/trail who`: what is known of somebody or an address, and what to ask next.
import type { KnownBlock } from '@slack/types';
import type { Actor } from '../domain/actor/actor.ts';
import type { Gap, Profile, Source } from '../domain/context/context.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Message } from '../domain/message.ts';
import type { OfferedQuery } from '../domain/who/queries-for.ts';
import { incidentRow } from './alert-list-row.ts';
import { gapsList } from './alert-parts.ts';
import type { AlertView } from './alert-view.ts';
import { context, section } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { code, escapeMrkdwn, mrkdwn } from './mrkdwn.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from './rich-text.ts';
import { runButtons } from './run-buttons.ts';
import { profileLines } from './who-profile.ts';

const INCIDENTS = 3;
const CALLS = 6;

export interface WhoReply {
  readonly name: string;
  /** Who that turned out to be; empty when nobody of that name was found. */
  readonly known: readonly { readonly actor: Actor; readonly profile: Profile | undefined }[];
  /** Of an address. */
  readonly source?: Source;
  /** The newest first. */
  readonly incidents: readonly AlertView[];
  /** Within which incidents were looked for. */
  readonly days: number;
  /** The newest first; undefined when the event history cannot be searched for it. */
  readonly calls: readonly TrailEvent[] | undefined;
  readonly gaps: readonly Gap[];
  readonly queries: readonly OfferedQuery[];
}

export function renderWho(reply: WhoReply): Message {
  const line = `${shorten(reply.name, 120)}: ${incidentCount(reply)}`;
  const more = reply.incidents.length - INCIDENTS;
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'where from', rank: 2, blocks: reply.source ? [section(sourceWords(reply.source))] : [] },
      ...reply.known.map(({ actor, profile }, index) => ({
        name: 'what is usual',
        rank: 4 + index,
        blocks: [section(profileLines(actor, profile))],
      })),
      { name: 'last calls', rank: 7, blocks: callsPart(reply) },
      ...reply.incidents
        .slice(0, INCIDENTS)
        .map((view, index) => ({ name: 'an incident', rank: 8 + index, blocks: incidentRow(view) })),
      {
        name: 'more incidents',
        rank: 6,
        blocks: more > 0 ? [context([mrkdwn`and ${more} more incidents`])] : [],
      },
      { name: 'what could not be read', rank: 3, blocks: gapsList(reply.gaps) },
      { name: 'what to ask', rank: 3, blocks: unsearchable(reply) },
      {
        name: 'queries',
        rank: 2,
        blocks: runButtons(reply.queries.map(({ title, command }) => ({ label: title, command }))),
      },
    ]),
  };
}

function incidentCount({ incidents, days }: WhoReply): string {
  const counted = incidents.length === 1 ? '1 incident' : `${incidents.length || 'no'} incidents`;
  return `${counted} in the last ${days} days`;
}

function sourceWords({ kind, knownAs, country, network }: Source) {
  const facts = [
    ...(knownAs ? [knownAs] : []),
    ...(kind === 'private' ? ['a private address'] : []),
    ...(country ? [country.name || country.code] : []),
    ...(network ? [`AS${network.asn} ${network.name}`] : []),
  ];
  return facts.length === 0
    ? mrkdwn`Nothing is known of its network.`
    : mrkdwn`${code(facts.join(', '), 200)}`;
}

/** Stands above the queries that make up for it. */
function unsearchable({ calls, queries, source }: WhoReply): readonly KnownBlock[] {
  if (calls !== undefined) return [];
  const why = source
    ? 'CloudTrail’s event history cannot be searched by address.'
    : 'CloudTrail’s event history finds a role only by the name of a session or by its access key.';
  return [paragraph(queries.length === 0 ? why : `${why} A query searches the whole log:`)];
}

function callsPart({ calls, known, gaps }: WhoReply): readonly KnownBlock[] {
  if (calls === undefined) return [];
  if (calls.length > 0) return [bullets('Last calls', calls.slice(0, CALLS).map(callLine))];
  // What could not be read is no silence.
  if (gaps.length > 0) return [];
  const nobody = known.length === 0 ? ' Check the spelling: capitals count there.' : '';
  return [paragraph(`No calls in the 90 days of CloudTrail’s event history.${nobody}`)];
}

function callLine(event: TrailEvent): readonly Inline[] {
  const service = event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  return [
    bold(event.eventName || 'unnamed call', 80),
    service === '' ? '' : ` ${shorten(service, 40)}`,
    event.outcome.kind === 'success' ? '' : event.outcome.denied ? ' (refused)' : ' (failed)',
    event.sourceIPAddress === '' ? '' : ` from ${shorten(event.sourceIPAddress, 45)}`,
    event.awsRegion === '' ? '' : ` in ${shorten(event.awsRegion, 30)}`,
    ...(event.eventTime ? [', ', moment(event.eventTime)] : []),
  ];
}
