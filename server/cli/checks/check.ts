/** One thing that was looked at. `fix` says what to do about a problem. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
  fix?: string;
}

/** Runs a look at something; that it could not be done is the finding. */
export async function look(name: string, fix: string, run: () => Promise<Omit<Check, 'name' | 'fix'>>): Promise<Check> {
  try {
    const found = await run();
    return found.ok ? { name, ...found } : { name, ...found, fix };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'failed', fix };
  }
}
