import { describe, expect, it } from "vitest";
import { capture, oneHotSvg, showOneHot, showStates, showWindows, statesSvg, windowsSvg } from "../../../lib/display";
import { Timeline } from "../../../lib/display/moving/timeline";
import { makeWindows } from "../../../lib/dataset";
import { START } from "../../../lib/encoding";
import { EVIL, parseSvg } from "../svg";

const windows = makeWindows([Int32Array.of(1, 2, 3, 0, 1, 2, 3, 0, 4, 5, 6)], { timesteps: 4, stride: 2 });
const texts = (svg: string): string[] =>
  Array.from(parseSvg(svg).querySelectorAll("text"), (text) => text.textContent!);
/** What is drawn but not to be seen. */
const hidden = (svg: string) => Array.from(parseSvg(svg).querySelectorAll('[opacity="0"]'));

describe("Timeline", () => {
  it("moves only for those who want it, and ends", () => {
    const time = new Timeline(3, 1, 1);
    expect(time.appear(1)).toBe('class="m0"');
    expect(time.during(2)).toBe('opacity="0" class="m1"');
    expect(time.style()).toMatch(/^<style>@media \(prefers-reduced-motion:no-preference\)\{.*\}<\/style>$/s);
    // Four seconds a turn, of which the second step is the second.
    expect(time.style()).toContain("@keyframes m0{0%,25%{opacity:0}26.5%,100%{opacity:1}}.m0{animation:m0 4s 8}");
    expect(time.style()).not.toContain("infinite");
  });
});

describe("oneHotSvg", () => {
  it("has a 1 in the column of each note, and none in START's row", () => {
    const { svg, alt } = oneHotSvg([START, 2, 0], ["a", "b", "c"]);
    expect(
      texts(svg)
        .filter((text) => /^[01]$/.test(text) || text === "START")
        .join(" "),
    ).toContain("START");
    const ones = Array.from(parseSvg(svg).querySelectorAll("g"), (g) => g.querySelector("rect")!);
    expect(ones.map((rect) => rect.getAttribute("x"))).toEqual(["162", "74"]);
    expect(ones.map((rect) => rect.getAttribute("y"))).toEqual(["70", "96"]);
    expect(alt).toContain("START, 2, 0");
    expect(hidden(svg)).toHaveLength(3);
  });

  it("refuses a note without a column, and shows names as text", () => {
    expect(() => oneHotSvg([3], ["a"])).toThrow("3 is not one of 1 pseudo-notes");
    expect(texts(oneHotSvg([0], [EVIL]).svg)).toContain(EVIL);
  });
});

it("windowsSvg puts each window below the notes that it covers", () => {
  const { svg, alt } = windowsSvg(windows);
  const groups = Array.from(parseSvg(svg).querySelectorAll("g"));
  expect(groups.map((g) => g.querySelector("rect")!.getAttribute("x"))).toEqual(
    [0, 2, 4, 6, 7].map((start) => String(74 + 30 * start)),
  );
  expect(groups.map((g) => g.textContent)).toEqual(
    Array.from({ length: 5 }, (_, w) => `window ${w}${Array.from(windows.encoder(w)).join("")}`),
  );
  expect(alt).toContain("begin at the notes 0, 2, 4, 6, 7");
});

it("statesSvg: the decoder reads one step late what it should say", () => {
  const { svg } = statesSvg([7, 8, 9]);
  const big = Array.from(parseSvg(svg).querySelectorAll('text[font-size="20"]'), (text) => text.textContent);
  expect(big).toEqual(["7", "8", "9", "·", "7", "7", "8", "8", "9"]);
});

it("are shown as SVG that carries its movement, with the same in words", async () => {
  const shown = [
    ...(await capture(() => showOneHot([0], ["a"]))),
    ...(await capture(() => showWindows(windows, { title: EVIL }))),
    ...(await capture(() => showStates([0, 1]))),
  ];
  for (const { data } of shown) {
    const drawing = parseSvg(String(data["image/svg+xml"]));
    expect(drawing.querySelector("style")!.textContent).toMatch(/^@media \(prefers-reduced-motion:no-preference\)/);
    expect(data["text/plain"]).toContain(drawing.documentElement.getAttribute("aria-label"));
  }
});
