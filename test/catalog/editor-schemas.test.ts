import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editorSchemas } from '../../bot/catalog/editor-schemas.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);

describe('the JSON Schemas beside the templates', () => {
  it.each([...editorSchemas()])('%s is what `npm run catalog -- --write` would write', (name, text) => {
    expect(readFileSync(new URL(name, TEMPLATES), 'utf8')).toBe(text);
  });

  it.each([...editorSchemas()])('%s describes every key that a person may write', (_, text) => {
    const { properties } = JSON.parse(text) as { properties: Record<string, { description?: string }> };
    expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
  });

  it('does not ask for what has a default', () => {
    const { required } = JSON.parse(editorSchemas().get('detection.schema.json') ?? '') as {
      required: string[];
    };
    expect(required).toContain('filter');
    expect(required).not.toContain('alarm');
  });
});
