import * as fs from "fs";
import { describe, expect, it } from "vitest";
import { capture, escapePlotly, houseStyle, PLOT_WIDTH, plotBundle, showPlot, type Figure } from "../../../lib/display";
import { EVIL, parseSvg } from "../svg";

const figure: Figure = {
  data: [
    { x: [0, 50, 100], y: [1, 2, 4], name: escapePlotly(EVIL) },
    { x: [0, 100], y: [4, 1], name: escapePlotly("<b>bold</b> $x$ %{y}") },
  ],
  layout: {
    title: { text: "Title" },
    xaxis: { title: { text: "time (s)" } },
    yaxis: { title: { text: "loss (nats)" } },
  },
};

describe("plotBundle", () => {
  it("has Plotly's figure, a picture of it and words", async () => {
    const bundle = await plotBundle(figure, "Loss over time");
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
    expect(bundle["text/plain"]).toBe("Loss over time");
    const { data, layout, config } = bundle["application/vnd.plotly.v1+json"] as {
      data: object[];
      layout: { width: number; paper_bgcolor: string };
      config: { displaylogo: boolean; plotlyServerURL: string };
    };
    expect(data).toHaveLength(2);
    expect(layout.width).toBe(PLOT_WIDTH);
    expect(layout.paper_bgcolor).toBe("rgba(0,0,0,0)");
    expect(config).toMatchObject({ displaylogo: false, plotlyServerURL: "" });
  });

  it("draws the picture with its titles, tick labels and names, in well-formed SVG", async () => {
    const page = parseSvg((await plotBundle(figure, `Say "this" & ${EVIL}`))["image/svg+xml"] as string);
    const texts = Array.from(page.querySelectorAll("text"), (text) => text.textContent);
    for (const expected of [
      "Title",
      "time (s)",
      "loss (nats)",
      "20",
      "40",
      "60",
      "1.5",
      "2.5",
      EVIL,
      "<b>bold</b> $x$ %{y}",
    ])
      expect(texts).toContain(expected);
    expect(page.querySelectorAll("image, script, a")).toHaveLength(0);
    expect(page.querySelector("svg > title")!.textContent).toBe(`Say "this" & ${EVIL}`);
    expect(page.documentElement.getAttribute("aria-label")).toBe(`Say "this" & ${EVIL}`);
    expect(page.documentElement.outerHTML).not.toContain("TOBESTRIPPED");
  });

  it("keeps the vertical axis's title clear of its labels", async () => {
    const page = parseSvg((await plotBundle(figure, "x"))["image/svg+xml"] as string);
    const title = page.querySelector("text.ytitle")!;
    const label = page.querySelector(".ytick text")!;
    // The title is turned about its own x; the labels end at theirs and are less than 30 pixels wide.
    expect(Number(label.getAttribute("x")) - Number(title.getAttribute("x"))).toBeGreaterThan(18);
  });

  it("draws the points where they belong", async () => {
    const page = parseSvg((await plotBundle(figure, "x"))["image/svg+xml"] as string);
    const [, x0, y0, x1, y1, x2, y2] = /M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)L([\d.]+),([\d.]+)/
      .exec(page.querySelector("path.js-line")!.getAttribute("d")!)!
      .map(Number);
    expect(x1 - x0).toBeCloseTo(x2 - x1, 1);
    // 1, 2, 4: the second step is twice the first.
    expect((y1 - y2) / (y0 - y1)).toBeCloseTo(2, 2);
  });

  it("needs no styles, which GitHub takes away", async () => {
    const page = parseSvg((await plotBundle(figure, "x"))["image/svg+xml"] as string);
    expect(
      Array.from(page.querySelectorAll("svg *"), (element) => element.getAttribute("style")).filter(Boolean),
    ).toEqual([]);
    expect(page.querySelector("path.js-line")!.getAttribute("stroke")).toBe("rgb(0,114,178)");
    expect(page.querySelector("path.js-line")!.getAttribute("fill")).toBe("none");
    expect(page.querySelector("text.gtitle")!.getAttribute("font-size")).toBe("14px");
    // Nothing without a colour of its own would be painted black.
    const painted = Array.from(page.querySelectorAll("rect, path")).filter(
      (element) => !element.closest("defs, clipPath") && (element.tagName === "rect" || element.getAttribute("d")),
    );
    expect(
      painted
        .filter((element) => !element.getAttribute("fill") && !element.getAttribute("stroke"))
        .map((element) => element.outerHTML),
    ).toEqual([]);
  });

  it("gives the same bytes again, and different ids to different figures", async () => {
    const svg = async (f: Figure): Promise<string> => (await plotBundle(f, "x"))["image/svg+xml"] as string;
    expect(await svg(figure)).toBe(await svg(figure));
    const ids = (text: string): string[] => [...text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    const other = ids(await svg({ ...figure, layout: { ...figure.layout, title: { text: "Other" } } }));
    expect(other.length).toBeGreaterThan(0);
    expect(ids(await svg(figure)).filter((id) => other.includes(id))).toEqual([]);
  });

  it("leaves the figure it is given as it was", async () => {
    const before = JSON.stringify(figure);
    await plotBundle(figure, "x");
    expect(JSON.stringify(figure)).toBe(before);
  });

  it("refuses what cannot be drawn without a canvas", async () => {
    await expect(plotBundle({ data: [{ type: "heatmap", z: [[1]] }], layout: {} }, "x")).rejects.toThrow(/heatmap/);
  });
});

it("lets the figure's own words win over the house style", () => {
  const { layout } = houseStyle({ data: [], layout: { height: 500, xaxis: { type: "log", title: { text: "x" } } } });
  expect(layout).toMatchObject({
    height: 500,
    xaxis: { type: "log", automargin: true, title: { text: "x", standoff: 8 } },
    yaxis: { automargin: true },
  });
});

/** Contrast of two colours `#rrggbb` as WCAG 2 defines it, 1 to 21. */
function contrast(...colours: [string, string]): number {
  const [dark, light] = colours
    .map((hex) =>
      [1, 3, 5]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)),
    )
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    .sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("buttons", () => {
  const menu = { type: "buttons" as const, x: 0.5, buttons: [{ label: "a", method: "restyle" as const, args: [] }] };
  const [button] = houseStyle({ data: [], layout: { updatemenus: [menu] } }).layout.updatemenus!;

  it("can be read on their own box and on the one that Plotly gives the active button, and the two differ", () => {
    const plotly = fs.readFileSync(require.resolve("plotly.js-dist/plotly.js"), "utf8");
    const [active, hovered] = ["activeColor", "hoverColor"].map(
      (name) => new RegExp(`${name}: "(#\\w{6})"`).exec(plotly)![1],
    );
    const [box, text] = [button.bgcolor as string, button.font!.color as string];
    for (const behind of [box, active, hovered]) expect(contrast(text, behind)).toBeGreaterThan(7);
    expect(contrast(box, active)).toBeGreaterThan(2);
  });

  it("keep what the figure says of them", () => {
    expect(button).toMatchObject(menu);
    expect(
      houseStyle({ data: [], layout: { updatemenus: [{ ...menu, font: { size: 20 } }] } }).layout.updatemenus![0].font,
    ).toMatchObject({ size: 20, color: button.font!.color });
  });
});

it("replaces a plot under the same id", async () => {
  const outputs = await capture(async () => {
    await showPlot(figure, { alt: "a", id: "plot-test" });
    await showPlot(figure, { alt: "b", id: "plot-test" });
  });
  expect(outputs.map(({ update, data }) => [update, data["text/plain"]])).toEqual([
    [false, "a"],
    [true, "b"],
  ]);
});
