// What the page of a replay is drawn with: its style sheets and script, and those of a message in Slack.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Markup } from '../html/markup.ts';
import type { Embedded, PageLook } from '../render/replay-html/page-look.ts';

const OWN = new URL('../render/replay-html/', import.meta.url);
const SLACK = new URL('../html/slack/', import.meta.url);

/** The sandbox's page and the report show a message alike, because the same code and the same style sheets draw it. */
export function readLook(): PageLook {
  const own = (name: string) => readFileSync(new URL(name, OWN), 'utf8');
  const slack = (name: string) => readFileSync(new URL(name, SLACK), 'utf8');
  return {
    style: embedded(
      [
        slack('colours.css'),
        own('report.css'),
        own('charts.css'),
        own('tables.css'),
        `.slack fieldset {\n${slack('blocks.css')}${slack('controls.css')}}\n`,
        own('messages.css'),
        own('narrow.css'),
      ].join('\n'),
    ),
    script: embedded(own('sort-tables.js')),
    mark: new Markup(slack('trailbot.svg').replace('<svg ', '<svg id="trailbot" ')),
  };
}

function embedded(text: string): Embedded {
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}
