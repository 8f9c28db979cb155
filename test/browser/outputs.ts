/** What a reader does with an output, in JupyterLab and on an exported page alike: look at plots, play sounds. */
import { expect } from "vitest";
import type { Locator } from "playwright-core";

/** The width of a scroll bar in pixels; there are none in a browser without a window. */
const scrollBar = 15;

/** Waits until a part of the page has so many drawn plots, and looks whether they fit beside a scroll bar. */
export async function expectPlots(part: Locator, count: number): Promise<void> {
  const drawn = part.locator(".js-plotly-plot");
  await expect
    .poll(
      () =>
        drawn
          .locator(":scope .main-svg .plot, :scope .main-svg .cartesianlayer")
          .count()
          .then((n) => n > 0),
      { timeout: 60_000 },
    )
    .toBe(count > 0);
  await expect.poll(() => drawn.count(), { timeout: 60_000 }).toBe(count);
  const room = await drawn.evaluateAll((plots) =>
    plots.map((plot) => plot.clientWidth - plot.querySelector(".main-svg")!.getBoundingClientRect().width),
  );
  for (const left of room) expect(left).toBeGreaterThanOrEqual(scrollBar);
}

/** Plays each sound in a part of the page, without being heard, until its time advances; returns their number. */
export async function playAll(part: Locator): Promise<number> {
  const players = part.locator("audio");
  const count = await players.count();
  for (let i = 0; i < count; i++) {
    const reached = await players.nth(i).evaluate(async (element) => {
      const audio = element as any;
      audio.muted = true;
      await audio.play();
      const began = Date.now();
      while (audio.currentTime < 0.2 && Date.now() - began < 30_000) await new Promise((done) => setTimeout(done, 20));
      audio.pause();
      return audio.currentTime as number;
    });
    expect(reached).toBeGreaterThanOrEqual(0.2);
  }
  return count;
}
