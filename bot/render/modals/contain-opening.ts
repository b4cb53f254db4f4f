// The containment dialog as it opens, while IAM is being read: all of it that the ingress needs.
import type { ModalView } from '@slack/types';
import type { ContainDialog } from '../../domain/containment/contain-dialog.ts';
import { VIEWS } from '../../domain/naming.ts';
import { bold, paragraph } from '../rich-text.ts';

/** Nothing can be submitted here: nobody contains what they have not read. */
export function renderContainOpening(dialog: ContainDialog): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.contain,
    private_metadata: JSON.stringify(dialog),
    title: { type: 'plain_text', text: 'Contain', emoji: false },
    close: { type: 'plain_text', text: 'Cancel', emoji: false },
    blocks: [
      paragraph(bold('Looking at what this would do…')),
      paragraph('Nothing is changed yet. If nothing follows within half a minute, close this and try again.'),
    ],
  };
}
