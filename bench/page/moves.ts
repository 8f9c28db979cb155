/** Runs in a page with the bin explorer: how long each move of an edge keeps the page from doing anything else. */

/**
 * Milliseconds: the longest time that the main thread was held up after each press of an arrow key on the first edge, and in
 * as many stretches without one: what other programs do to it.
 */
async function blocksOfMoves(moves: number): Promise<{ moved: number[]; idle: number[] }> {
  const root = document.querySelector(".music-widget")!.shadowRoot!;
  const [moved, idle]: number[][] = [[], []];
  let longest = 0;
  let before = performance.now();
  // A message to oneself arrives as soon as the thread is free.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  await wait(500);
  for (let move = 0; move < moves; move++) {
    longest = 0;
    const key = move % 20 < 10 ? "ArrowRight" : "ArrowLeft";
    root.querySelector(".edge")!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await wait(150);
    moved.push(longest);
    longest = 0;
    await wait(150);
    idle.push(longest);
  }
  port1.close();
  return { moved, idle };
}

Object.assign(globalThis, { blocksOfMoves });
