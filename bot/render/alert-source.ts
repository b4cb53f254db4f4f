// The "where from" of an alert: address, network, country, client, and how many addresses more.
import type { Source } from '../domain/context/context.ts';
import { leadOf } from '../domain/incident/lead-event.ts';
import type { AlertView } from './alert-view.ts';
import { code, list, type Mrkdwn, mrkdwn, words } from './mrkdwn.ts';

const OTHERS = 3;

/** Undefined until an event could be read. */
export function sourceFact({ incident }: AlertView): Mrkdwn | undefined {
  const event = leadOf(incident);
  if (event === undefined) return undefined;
  const source = incident.context?.source;
  const address = source?.address || event.sourceIPAddress;
  const others = incident.addresses.filter((other) => other !== address);
  const tool = incident.context?.tool.words;
  const lines = [
    mrkdwn`${code(address || 'unknown')}${source ? sourceWords(source) : []}`,
    source ? placeWords(source) : undefined,
    tool ? words(tool) : event.userAgent ? mrkdwn`Client ${code(event.userAgent, 80)}` : undefined,
    others.length > 0
      ? mrkdwn`Also ${list(
          others.map((other) => code(other, 45)),
          OTHERS,
        )}`
      : undefined,
  ].filter((line) => line !== undefined);
  return mrkdwn`*From*${lines.flatMap((line) => mrkdwn`\n${line}`)}`;
}

function sourceWords({ kind, knownAs }: Source): Mrkdwn {
  if (knownAs) return mrkdwn` ${knownAs}`;
  if (kind === 'service') return mrkdwn` an AWS service`;
  if (kind === 'aws-internal') return mrkdwn` inside AWS`;
  return kind === 'private' ? mrkdwn` private address` : [];
}

function placeWords({ country, network }: Source): Mrkdwn | undefined {
  const parts = [
    country ? words(country.name || country.code) : undefined,
    network ? mrkdwn`AS${network.asn} ${words(network.name)}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : list(parts, parts.length);
}
