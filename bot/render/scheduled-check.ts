// What the daily look at the trail says: new trouble whole, with how to mend it, and what is not new in one line.
import type { Finding } from '../domain/health/health.ts';
import type { Trouble } from '../domain/health/trouble.ts';
import type { Message } from '../domain/message.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { bold, type Inline, moment, paragraph, shorten } from './rich-text.ts';
import { renderStatus } from './status.ts';

const TITLE = 80;
/** By name, in one line. */
const NAMED = 10;
const RED: Inline = { type: 'emoji', name: 'red_circle', unicode: '1f534' };
const WHITE: Inline = { type: 'emoji', name: 'white_circle', unicode: '26aa' };
const GREEN: Inline = { type: 'emoji', name: 'white_check_mark', unicode: '2705' };

/** @param lasting told before, and not mended yet */
export function renderTrouble(fresh: readonly Finding[], lasting: readonly Trouble[], at: Date): Message {
  const findings = [...fresh, ...lasting.map(toldBefore)];
  return renderStatus({ at, findings }, 'The daily look at the trail: ');
}

/** @param lasting at least one */
export function renderLasting(lasting: readonly Trouble[]): Message {
  const broken = lasting.some(({ state }) => state === 'broken');
  const line = broken
    ? 'The trail still cannot be trusted'
    : 'It is still unknown whether the trail can be trusted';
  const emoji = broken ? RED : WHITE;
  const since = ({ since: at }: Trouble) => [' (since ', moment(at), ')'];
  return oneLine(emoji, line, [
    '. Not well: ',
    ...named(lasting, since),
    '. /trail status says how to mend it.',
  ]);
}

/** @param mended at least one */
export function renderMended(mended: readonly Trouble[]): Message {
  return oneLine(GREEN, 'The trail can be trusted again', ['. Well now: ', ...named(mended, () => []), '.']);
}

/** In one line and without a link: it was told whole when it was new. */
function toldBefore({ check, title, state, since }: Trouble): Finding {
  const detail = `as told before, since ${since.toISOString().slice(0, 10)}.`;
  return { check, title, state, detail, place: { kind: 'settings' } };
}

function oneLine(emoji: Inline, line: string, rest: readonly Inline[]): Message {
  return { text: escapeMrkdwn(line), blocks: [paragraph(emoji, ' ', bold(line), ...rest)] };
}

/** In quotes: a title says how it is when all is well. */
function named(
  troubles: readonly Trouble[],
  detail: (trouble: Trouble) => readonly Inline[],
): readonly Inline[] {
  const lines = troubles
    .slice(0, NAMED)
    .flatMap((trouble, index) => [
      `${index > 0 ? ', ' : ''}“${shorten(trouble.title, TITLE)}”`,
      ...detail(trouble),
    ]);
  const more = troubles.length - NAMED;
  return more > 0 ? [...lines, ` and ${more} more`] : lines;
}
