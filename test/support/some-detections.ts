// The project's own templates with a few of the detections.
import type { Variant } from '../../bot/domain/replay/replayed.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { loadVariant } from '../../bot/entry/replay-variants.ts';

export function someDetections(...ids: readonly string[]): Variant {
  const { detections, ...others } = loadVariant(TEMPLATES);
  return { ...others, detections: detections.filter(({ id }) => ids.includes(id)) };
}
