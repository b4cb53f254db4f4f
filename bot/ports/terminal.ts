// A person at a terminal, or the flags that stand for one.

export interface Terminal {
  /** Prints one paragraph. */
  say(text: string): void;
  /**
   * Asks for one line. `check` gives what is wrong with an answer, as a sentence; undefined: nothing.
   * @throws TrailbotError `terminal_missing` that names the flag to give, when nobody can be asked
   */
  ask(question: {
    readonly message: string;
    readonly flag: string;
    readonly suggested?: string;
    readonly check?: (answer: string) => string | undefined;
  }): Promise<string>;
  /** As {@link ask}, and shows nothing of what is typed. */
  askSecret(question: {
    readonly message: string;
    readonly flag: string;
    readonly check?: (answer: string) => string | undefined;
  }): Promise<string>;
  /** `one`: exactly one of them; else as many as the person likes, none too. */
  choose<T extends string>(question: {
    readonly message: string;
    readonly flag: string;
    readonly options: readonly { readonly value: T; readonly label: string }[];
    readonly suggested?: readonly T[];
    readonly one?: true;
  }): Promise<readonly T[]>;
  /** @returns whether the person agrees; with `--yes` true. @throws TrailbotError `terminal_missing` that names `--yes` */
  confirm(message: string): Promise<boolean>;
}
