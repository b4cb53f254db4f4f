// Why the file system refused, in its own short word.

/** `ENOENT` and its like. @throws the error itself where it is not from the file system: that is no reason to skip a file */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
