/** Reports that must not slow the training down, or end it. */
import type { OnProgress, TrainingProgress } from "./progress";

const shortestPause = 250; // ms between two reports: at most 4 a second
const longestPause = 5000; // ms
const share = 10; // a report may take a tenth of the time
/** Every other state is one that a reader would miss. */
const frequent: ReadonlySet<string> = new Set(["training", "validating"]);

/**
 * Wraps `onProgress` so that it is called at most four times a second, and less often where a report takes so long
 * that it would slow the training down by more than a tenth. The states that a reader would miss are always reported.
 * A report that throws must not cost hours of training: the first error ends the reports and is handed to `onFailure`.
 * @returns a function that reports what `make` gives, if it is time
 */
export function throttled<Progress extends { state: string } = TrainingProgress>(
  onProgress: OnProgress<Progress> | undefined,
  onFailure: (error: unknown) => void,
): (state: string, make: () => Progress) => Promise<void> {
  let report = onProgress;
  let next = -Infinity;
  return async (state, make) => {
    const began = performance.now();
    if (!report || (began < next && frequent.has(state))) return;
    try {
      await report(make());
    } catch (error) {
      report = undefined;
      onFailure(error);
    }
    const now = performance.now();
    next = now + Math.min(longestPause, Math.max(shortestPause, share * (now - began)));
  };
}
