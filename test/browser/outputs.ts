/** What a reader does with an output, in JupyterLab and on an exported page alike: look at plots, play sounds, move the explorer's slider. */
import { setTimeout as sleep } from "timers/promises";
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

/** Clicks on the rail of the explorer's slider where so many bins (1-16) are, and waits until it says so. */
export async function moveSlider(part: Locator, bins: number): Promise<void> {
  const rail = part.locator(".slider-rail-touch-rect").first();
  const label = part.locator(".slider-label").first();
  for (let tries = 0; tries < 20; tries++) {
    await rail.scrollIntoViewIfNeeded(); // each time: outputs drawn above it push it away
    // The rail's ends are half a grip's width off the first and last step, which the nearest step makes up for.
    const { x, y, width, height } = (await rail.boundingBox())!;
    await part.page().mouse.click(x + 10 + ((width - 20) * (bins - 1)) / 15, y + height / 2);
    await sleep(100);
    if ((await label.textContent())?.endsWith(`: ${bins}`)) return;
  }
  throw new Error(`The slider does not go to ${bins}; it says: ${await label.textContent()}`);
}

/** The lines of each text that the explorer shows: names of the figures, and figures. */
export async function explorerTexts(part: Locator): Promise<string[][]> {
  const texts = part.locator(".scatterlayer .textpoint text");
  return texts.evaluateAll((elements) =>
    elements.map((text) => [...text.querySelectorAll("tspan.line")].map((line) => line.textContent ?? "")),
  );
}
