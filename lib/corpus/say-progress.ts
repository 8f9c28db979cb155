/** How far the reading has come, in plain lines: for who gave nothing that shows it. */

/** From one line to the next, ms. */
const PAUSE = 5_000;

/** A listener to progress that writes a line now and then; none where it is all over before the first is due. */
export function sayProgress(say: (line: string) => void = console.log): (done: number, of: number) => void {
  const began = performance.now();
  let last = began;
  let first: number | undefined; // What was done when it began: known from an earlier reading.
  return (done, of) => {
    first ??= done;
    const now = performance.now();
    if (now - last < PAUSE || done === of) return;
    last = now;
    const speed = (done - first) / (now - began); // files a ms
    const left = speed > 0 ? `, about ${Math.ceil((of - done) / speed / 1000)} s left` : "";
    say(`Reading songs: ${done} of ${of} files${left}`);
  };
}
