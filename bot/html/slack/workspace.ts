// Whom and what the drawing of a message knows: handed in by whoever draws, since a message itself has ids alone.

export interface Workspace {
  readonly users: readonly {
    readonly id: string;
    readonly realName: string;
    /** Nobody whom a person could be asked to choose. */
    readonly isBot: boolean;
  }[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Where a file of the workspace is loaded from; its alternative text is shown where nothing is loaded. */
  readonly addressOfFile?: (id: string) => string;
}

/** A message is drawn by itself: nobody in it is known, and nothing is loaded. */
export const NOBODY: Workspace = { users: [], channels: [] };

/** What somebody or something is called; the id itself when the workspace does not know it. */
export function nameIn({ users, channels }: Workspace, id: string): string {
  const user = users.find((one) => one.id === id);
  return user?.realName ?? channels.find((channel) => channel.id === id)?.name ?? id;
}
