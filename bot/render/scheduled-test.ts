// What the weekly test says: its report, and the page that is sent when it did not come through.
import { cutText } from '../domain/cut-text.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { Hop } from '../domain/health/health.ts';
import type { Message } from '../domain/message.ts';
import { paragraph } from './rich-text.ts';
import { renderTestReport } from './test-report.ts';
import { inert } from './triage-page.ts';

const NAME = 60;
const DETAIL = 600;

/** Who was told beside Slack: `none` where there was no need. */
export type Paging = 'none' | 'paged' | 'failed';

const PAGED: { readonly [paging in Paging]: string } = {
  none: '',
  paged: ' The escalation contacts were told by email and text message: alerts may not come through either.',
  failed:
    ' The escalation contacts could not be told: call whoever has to know that alerts may not come through either.',
};

export function renderWeeklyTest(detection: Detection, hops: readonly Hop[], paging: Paging): Message {
  const { text, blocks } = renderTestReport(detection, hops);
  const sent = `This was the weekly test.${PAGED[paging]}`;
  return { text, blocks: [...blocks, paragraph(sent)] };
}

/** Plain text, for mail and phones. @param failed the stretch that the test did not pass */
export function renderTestPage({ name, detail }: Hop): { readonly subject: string; readonly text: string } {
  const what = `The weekly test did not come through: ${cutText(name, NAME)}`;
  const lines = [
    `Trailbot: alerts may not reach Slack. ${what}`,
    '',
    cutText(detail, DETAIL),
    'Type /trail status in Slack to see what is wrong, and /trail test when it is mended.',
  ];
  return { subject: `Trailbot: ${what}`, text: lines.map(inert).join('\n') };
}
