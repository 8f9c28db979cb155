// @ts-check
/** Which step the set-up is at and for how long: one changing line on a terminal, two plain lines elsewhere. */

/**
 * Does one step and shows it.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [out]
 * @returns {Promise<T>}
 */
export async function showStep(title, work, out = process.stderr) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const draw = () => out.write(`\r  ${title} … ${seconds()} s`);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  if (out.isTTY) {
    draw();
    timer = setInterval(draw, 1000);
  } else {
    out.write(`  ${title} …\n`);
  }
  /** @param {string} mark */
  const close = (mark) => {
    clearInterval(timer);
    out.write(`${out.isTTY ? "\r" : ""}${mark} ${title}, ${seconds()} s   \n`);
  };
  try {
    const result = await work();
    close("✓");
    return result;
  } catch (error) {
    close("✗");
    throw error;
  }
}
