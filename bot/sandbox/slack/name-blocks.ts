// Names the blocks and elements that come without a name, as Slack does: a press says which one it was.
import type { KnownBlock } from '@slack/types';

/** Names that no other block or element of this workspace has. */
export function createBlockNames(): (block: KnownBlock) => KnownBlock {
  let count = 0;
  return (block) => {
    count += 1;
    const prefix = count.toString(36);
    const named = { ...block, block_id: block.block_id ?? `b${prefix}` };
    if (named.type === 'actions') {
      const elements = named.elements.map((element, index) => ({
        ...element,
        action_id: element.action_id ?? `${prefix}.${index}`,
      }));
      return { ...named, elements } as KnownBlock;
    }
    if (named.type === 'section' && named.accessory !== undefined && named.accessory.type !== 'image') {
      const accessory = { ...named.accessory, action_id: named.accessory.action_id ?? `${prefix}.0` };
      return { ...named, accessory } as KnownBlock;
    }
    if (named.type === 'input') {
      const element = { ...named.element, action_id: named.element.action_id ?? `${prefix}.0` };
      return { ...named, element } as KnownBlock;
    }
    return named;
  };
}
