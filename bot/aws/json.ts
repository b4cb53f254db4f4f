// What JSON makes of a type: dates become text, records what CloudTrail wrote.
import type { TrailEvent } from '../domain/event/trail-event.ts';

export type Json<T> = T extends Date
  ? string
  : T extends TrailEvent
    ? TrailEvent['record']
    : T extends readonly (infer Item)[]
      ? readonly Json<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Json<T[Key]> }
        : T;
