// What a report is drawn with: read from files by whoever writes it, because this part reads none.
import type { Markup } from '../../html/markup.ts';

export interface PageLook {
  readonly style: Embedded;
  readonly script: Embedded;
  /** Trailbot's mark, an SVG with the id `trailbot`. */
  readonly mark: Markup;
}

export interface Embedded {
  readonly text: string;
  /** `sha256-…` of the text: nothing else runs or looks like anything in the page. */
  readonly hash: string;
}
