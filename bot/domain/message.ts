// A Slack message before it has a channel.
import type { HomeView, KnownBlock, ModalView } from '@slack/types';

export interface Message {
  /** The first line alone: notification, screen reader, and all that a client without blocks shows. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** A modal or an App Home. */
export type View = ModalView | HomeView;
