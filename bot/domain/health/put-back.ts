// What to do about a part that is gone: a deployment makes its own, and never what it was told is there already.
import type { ExistingResources } from '../deployment/deployment-settings.ts';

/** As in settings.yml, under `deployment.existing`. */
export type OwnedPart = keyof Pick<ExistingResources, 'trail' | 'logGroup' | 'topicArn'>;

/**
 * One sentence.
 * @param correct - what is to be corrected in settings.yml where the part is there by another name
 */
export function putBack(part: OwnedPart, isExisting: boolean, correct: string): string {
  return isExisting
    ? `Trailbot did not make it: correct ${correct} in settings.yml, or take deployment.existing.${part} out and deploy again, which makes one.`
    : `Deploy Trailbot again, or correct ${correct} in settings.yml.`;
}
