// A row of buttons that each run a command.
import type { ActionsBlock } from '@slack/types';
import { ACTIONS } from '../domain/naming.ts';
import { actions, button } from './blocks.ts';

export interface RunButton {
  readonly label: string;
  /** Without `/trail`. */
  readonly command: string;
}

/** Slack refuses two elements with one `action_id` in a block: the second and later ones carry a number. */
export function runButtons(buttons: readonly RunButton[]): readonly ActionsBlock[] {
  if (buttons.length === 0) return [];
  return [
    actions(
      buttons.map(({ label, command }, index) =>
        button(index === 0 ? ACTIONS.runCommand : `${ACTIONS.runCommand}_${index + 1}`, label, command),
      ),
    ),
  ];
}
