// Puts the button under an answer that shows it to the whole channel.
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import { actions, button, LIMITS } from './blocks.ts';

/** A row of buttons at the end gets one more; a message that is full stays as it is. */
export function withShare({ text, blocks }: Message, command: string): Message {
  if (command === '' || command.length > LIMITS.value) return { text, blocks };
  const share = button(ACTIONS.shareAnswer, 'Share in channel', command);
  const last = blocks.at(-1);
  if (last?.type === 'actions' && last.elements.length < 5) {
    return { text, blocks: [...blocks.slice(0, -1), { ...last, elements: [...last.elements, share] }] };
  }
  return { text, blocks: blocks.length < LIMITS.blocks ? [...blocks, actions([share])] : blocks };
}
