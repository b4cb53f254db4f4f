// Where things lie in the scanner's memory. It never grows, so that whoever looks into it need not look again.

/** A text may be compared a little beyond its end. */
const PADDING: usize = 64;

/** Constants, as bytes. */
export const CONSTANTS: usize = 0x10000;
const CONSTANTS_SIZE: usize = 0x1000;

/** Entries of the memo; a power of two. */
export const ENTRIES: u32 = 16_384;
export const ENTRY_SIZE: usize = 32;
export const MEMO: usize = CONSTANTS + CONSTANTS_SIZE;

/** The texts that the memo knows. */
export const KNOWN: usize = MEMO + (ENTRIES as usize) * ENTRY_SIZE;
export const KNOWN_END: usize = KNOWN + 0x200000;

/** Kinds of calls, as the host writes them: may match (u32), bits of agents (u32), texts (usize), how many (u32). */
export const KINDS: usize = KNOWN_END;
export const KIND_SIZE: usize = 16;
export const MOST_KINDS: i32 = 8_192;

/** What the host writes texts into; for each kind a list of where a text is (usize) and how long (u32). */
export const TEXTS: usize = KINDS + (MOST_KINDS as usize) * KIND_SIZE;
export const TEXTS_END: usize = TEXTS + 0x100000;

/** What is scanned. */
export const WINDOW: usize = TEXTS_END + PADDING;
export const WINDOW_END: usize = WINDOW + 0x40000;
export const MEMORY_END: usize = WINDOW_END + PADDING;
