// What a synthesized template makes, and what of it outlives the stack, counted by type.

export interface TemplateResources {
  /** CloudFormation type (`AWS::SQS::Queue`) → how many are made. */
  readonly made: Counts;
  /** The same for those that stay when the stack is removed. */
  readonly kept: Counts;
}

export interface Counts {
  readonly [type: string]: number;
}

/** Of a template as `npm run synth` writes it, parsed. */
export interface SynthesizedTemplate {
  readonly Resources?: {
    readonly [id: string]: { readonly Type: string; readonly DeletionPolicy?: string };
  };
}

export function templateResources({ Resources = {} }: SynthesizedTemplate): TemplateResources {
  const all = Object.values(Resources);
  const kept = all.filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'));
  return { made: count(all), kept: count(kept) };
}

function count(resources: readonly { readonly Type: string }[]): Counts {
  const counts: Record<string, number> = {};
  for (const { Type } of resources) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
}
