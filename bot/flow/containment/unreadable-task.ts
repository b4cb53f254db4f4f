// What the containing and the releasing function answer to a message that is not theirs.
import { TrailbotError } from '../../domain/errors.ts';

export function unreadableTask(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'What to contain or to release could not be read.',
    hint: 'Another version of Trailbot put it there: ask for it again in Slack.',
  });
}
