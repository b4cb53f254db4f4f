// The structure of a rich_text block: four kinds of section, and what each may hold.
import { BOOLEAN, list, object, oneOf, string, URL_TEXT } from './validate-elements.ts';
import type { ObjectRule, Rule } from './validate-schema.ts';

const STYLE = object(
  {},
  { bold: BOOLEAN, italic: BOOLEAN, strike: BOOLEAN, code: BOOLEAN, underline: BOOLEAN },
);
const styled = (required: Readonly<Record<string, Rule>>, optional: Readonly<Record<string, Rule>> = {}) =>
  object(required, { ...optional, style: STYLE });

// Slack gives no limit for one element; what bounds it is the cap over all blocks.
const TEXT = styled({ text: string(Number.MAX_SAFE_INTEGER) });
const LINK = styled({ url: URL_TEXT }, { text: string(3_000), unsafe: BOOLEAN });
const ID = string(255);

const INLINE: Rule = {
  is: 'typed',
  of: {
    text: TEXT,
    link: LINK,
    emoji: styled({ name: ID }, { unicode: ID, url: URL_TEXT }),
    user: styled({ user_id: ID }),
    usergroup: styled({ usergroup_id: ID }),
    channel: styled({ channel_id: ID }),
    broadcast: styled({ range: oneOf('here', 'channel', 'everyone') }),
    date: styled(
      { timestamp: { is: 'number' }, format: string(3_000) },
      { url: URL_TEXT, fallback: string(3_000) },
    ),
    color: styled({ value: { is: 'string', matches: /^#?[0-9a-f]{3,8}$/i } }),
  },
  elsewhere: ['team'],
};

const MANY = Number.MAX_SAFE_INTEGER;
const BORDER: Rule = { is: 'number', min: 0, max: 1 };
const SECTION = object({ elements: list(INLINE, MANY, 0) });

export const RICH_TEXT: ObjectRule = object({
  elements: list(
    {
      is: 'typed',
      of: {
        rich_text_section: SECTION,
        rich_text_list: object(
          {
            style: oneOf('bullet', 'ordered'),
            elements: list({ is: 'typed', of: { rich_text_section: SECTION } }, MANY),
          },
          {
            indent: { is: 'number', min: 0, max: 8 },
            offset: { is: 'number', min: 0, max: 10_000 },
            border: BORDER,
          },
        ),
        rich_text_quote: object({ elements: list(INLINE, MANY, 0) }, { border: BORDER }),
        rich_text_preformatted: object(
          { elements: list({ is: 'typed', of: { text: TEXT, link: LINK } }, MANY, 0) },
          { border: BORDER, language: ID },
        ),
      },
    },
    MANY,
  ),
});
