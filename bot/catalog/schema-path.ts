// Walks a schema along a key's path: which keys are known there, and what a key is for.
import * as z from 'zod';

type Path = readonly PropertyKey[];

/** The description of the key itself, or of the nearest key above it that has one. */
export function descriptionAt(schema: z.ZodType, path: Path): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = schemaAt(schema, path.slice(0, length));
    const description = found?.description ?? unwrap(found)?.description;
    if (description !== undefined) return description;
  }
  return undefined;
}

/** The keys that an object at this path may have; none when there is no object. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  return [...new Set(formsOf(unwrap(schemaAt(schema, path))).flatMap((form) => Object.keys(form.shape)))];
}

/** The object itself, or each object that a union offers. */
function formsOf(schema: z.ZodType | undefined): readonly z.ZodObject[] {
  const forms = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
  return forms.filter((form) => form instanceof z.ZodObject);
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((found, step) => childOf(unwrap(found), step), schema);
}

function childOf(schema: z.ZodType | undefined, step: PropertyKey): z.ZodType | undefined {
  const form = formsOf(schema).find(({ shape }) => Object.hasOwn(shape, String(step)));
  if (form !== undefined) return form.shape[String(step)] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

/** The schema inside default, optional, nullable and transform. */
function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  const wraps = [z.ZodDefault, z.ZodOptional, z.ZodExactOptional, z.ZodNullable] as const;
  const wrapper = wraps.find((kind) => schema instanceof kind);
  return wrapper === undefined ? schema : unwrap((schema as z.ZodOptional<z.ZodType>).unwrap());
}
