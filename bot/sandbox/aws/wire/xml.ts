// Writes output as the query protocol's XML: lists as <member>, maps as <entry>, everything escaped.

/** Members that are maps in the service models; any other object is a structure. */
const MAPS: ReadonlySet<string> = new Set(['Attributes', 'SummaryMap', 'SMSAttributes']);

/** One element with what `value` holds; nothing for undefined and null. */
export function xmlElement(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${xmlContent(name, value)}</${name}>`;
}

function xmlContent(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => xmlElement('member', item)).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  const members = Object.entries(value);
  if (MAPS.has(name)) {
    return members
      .map(([key, item]) => `<entry>${xmlElement('key', key)}${xmlElement('value', item)}</entry>`)
      .join('');
  }
  return members.map(([key, item]) => xmlElement(key, item)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** XML 1.0 has no way to write most control characters, so they become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be taken out
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
  );
}
