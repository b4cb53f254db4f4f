// The JSON Schemas that editors read while somebody edits a template.
import * as z from 'zod';
import { detectionSchema } from './detection-schema.ts';
import { querySchema } from './query-schema.ts';
import { settingsSchema } from './settings-schema.ts';

const LINE = 110;

/** File name within templates/ → the file's text, as `npm run catalog -- --write` writes it. */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['detection.schema.json', printed('A Trailbot detection', detectionSchema)],
    ['query.schema.json', printed('A Trailbot query', querySchema)],
    ['settings.schema.json', printed('Trailbot settings', settingsSchema)],
  ]);
}

/** What a person may write: keys with a default are not required, and names are names before they become numbers. */
function printed(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return `${formatted({ $schema, title, ...rest })}\n`;
}

/** As the project's formatter would have it: short lists of plain values on one line. */
function formatted(value: object): string {
  return JSON.stringify(value, null, 2).replace(
    /^(.*)\[\n([^[\]{}]+)\n\s*\]/gm,
    (whole, start: string, items: string) => {
      const line = `${start}[${items.trim().replace(/\n\s+/g, ' ')}]`;
      return line.length < LINE ? line : whole;
    },
  );
}
