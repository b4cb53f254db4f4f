// How a severity looks in Slack: a mark that is told apart without reading, and the word for those who cannot see it.
import type { RichTextElement } from '@slack/types';
import type { Severity } from '../domain/detection/detection.ts';

interface Mark {
  readonly emoji: string;
  /** Slack's own name of the emoji. */
  readonly name: string;
}

const MARKS: Readonly<Record<Severity, Mark>> = {
  critical: { emoji: '🔴', name: 'red_circle' },
  high: { emoji: '🟠', name: 'large_orange_circle' },
  medium: { emoji: '🟡', name: 'large_yellow_circle' },
  low: { emoji: '🔵', name: 'large_blue_circle' },
};

/** The mark as a rich text element. */
export function severityElement(severity: Severity): RichTextElement {
  const { emoji, name } = MARKS[severity];
  return { type: 'emoji', name, unicode: (emoji.codePointAt(0) ?? 0).toString(16) };
}
