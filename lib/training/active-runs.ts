/** The training runs under way in this process, by folder. */
import type { StopRequest } from "./stop";

interface ActiveRun {
  stop: StopRequest;
  ended: Promise<void>;
}

// Kept outside the module: a notebook loads lib anew when a file of it is edited, with a training still under way.
const key = Symbol.for("music-seq2seq-notebooks.active-training");
const holder = globalThis as unknown as Record<symbol, Map<string, ActiveRun> | undefined>;
const active = (holder[key] ??= new Map());

/**
 * Stops the run that is under way in `folder` in this process and waits until it has saved its checkpoint: a cell
 * that is run again, or was interrupted, must not have to wait for its own lock.
 */
export async function endEarlierRun(folder: string): Promise<void> {
  const earlier = active.get(folder);
  earlier?.stop.stop("a new start of the training");
  await earlier?.ended;
}

/** Marks a run as under way. @returns the function to call at its end. */
export function markActive(folder: string, stop: StopRequest): () => void {
  let end = (): void => undefined;
  const run: ActiveRun = { stop, ended: new Promise((resolve) => (end = resolve)) };
  active.set(folder, run);
  return () => {
    if (active.get(folder) === run) active.delete(folder);
    end();
  };
}
