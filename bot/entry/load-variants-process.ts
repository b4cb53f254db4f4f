// The process that reads the templates for a replay: one question, one answer. Started by load-variants.ts.
import './compile-cache.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Variants, VariantsAnswer, VariantsAsked } from './load-variants.ts';

/** Where whoever asked is gone, nobody is left to be told. */
const end = () => process.exit();

process.once('disconnect', end);
// Ctrl-C reaches it as well; whoever asked ends it.
process.on('SIGINT', () => undefined);
process.once('message', async (asked: VariantsAsked) => {
  const told = await answer(asked);
  // The callback hears of a closed pipe, which would be an error that nobody handles.
  process.send?.(told, undefined, undefined, (error) => error && end());
});

async function answer(asked: VariantsAsked): Promise<VariantsAnswer> {
  try {
    return { variants: await load(asked) };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    const { code, message, hint } = error;
    return { refused: { code, message, hint } };
  }
}

async function load({ templates, ids, whatIf, suppressions }: VariantsAsked): Promise<Variants> {
  // Not before the cache is there.
  const { changeVariant, chooseDetections, loadVariant } = await import('./replay-variants.ts');
  const own = loadVariant(new URL(templates));
  const changed = whatIf === undefined ? undefined : changeVariant(own, whatIf);
  const shown = chooseDetections(ids, own, changed);
  const variants = { own, ...(changed && { changed }), ...(shown && { shown }) };
  if (suppressions === undefined) return variants;
  // The AWS SDK takes a while to load, and most replays have no use for it.
  const { loadSuppressions } = await import('./load-suppressions.ts');
  const { homeRegion } = own.settings.trail;
  const asked =
    'file' in suppressions ? suppressions : { access: { region: homeRegion, ...suppressions.access } };
  const expected = await loadSuppressions(asked, own.detections);
  return { ...variants, expected };
}
