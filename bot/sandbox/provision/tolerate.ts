// Takes one kind of refusal for success: what was to be made is there already.

/** @throws whatever `work` rejects with, unless the error's name is `name` */
export async function tolerate(name: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== name) throw error;
  }
}
