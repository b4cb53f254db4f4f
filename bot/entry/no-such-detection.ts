// The refusal of a detection's id that there is not.
import { TrailbotError } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';

/** @param known - the ids that there are. @returns `input_unreadable` */
export function noSuchDetection(id: string, known: readonly string[]): TrailbotError {
  const nearest = nearestWord(id, known);
  return new TrailbotError({
    code: 'input_unreadable',
    message: `There is no detection ${id.slice(0, 60)}.`,
    hint: nearest ? `Did you mean ${nearest}?` : '`npm run catalog` prints the ids of all detections.',
  });
}
