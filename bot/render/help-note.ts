// A modal that only says something, for a press that has no message to answer in.
import type { ModalView } from '@slack/types';
import type { Message } from '../domain/message.ts';

export function renderNote({ blocks }: Message): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Trailbot' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [...blocks],
  };
}
