// HTML that cannot hold what it should not: every value in a template is escaped, unless it is markup itself.

export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** A tagged template. Put values between tags or inside double quotes, nowhere else. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + toText(values[index - 1]) + string));
}

function toText(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(toText).join('');
  return String(content).replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}
