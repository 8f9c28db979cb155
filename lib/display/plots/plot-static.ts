/**
 * Plotly without a browser: plotly.js in jsdom, for the picture beside the interactive plot (GitHub, print).
 * jsdom knows the document but lays nothing out, so the sizes of texts are computed here.
 */
import { createHash } from "crypto";
import * as fs from "fs";
import { JSDOM, VirtualConsole } from "jsdom";
import { keep } from "../jupyter/keep";
import { plainSvg } from "./plain-svg";
import { textWidth } from "../text-size";

interface Renderer {
  toImage(figure: object, options: { format: "svg"; width: number; height: number }): Promise<string>;
  /** Starts the random numbers from which Plotly makes the ids in its SVG. */
  seed(from: string): void;
}

/** Trace types that are drawn as SVG alone; the others (heatmap, image, WebGL) need a canvas. */
const DRAWABLE = new Set(["scatter", "bar", "histogram", "box", "violin", "pie", "table", "waterfall", "funnel"]);

function fontSize(element: Element | null): number {
  for (let e = element; e; e = e.parentElement) {
    const size = parseFloat((e as SVGElement).style?.fontSize || e.getAttribute("font-size") || "");
    if (size) return size;
  }
  return 12;
}

/** A function from an element's coordinates to those of `root` (or of the page), by the `transform`s between them. */
function placeIn(element: Element, root: Element | null): (x: number, y: number) => [number, number] {
  const steps: { kind: string; numbers: number[] }[] = [];
  for (let e: Element | null = element; e && e !== root; e = e.parentElement) {
    const own = [...(e.getAttribute("transform") ?? "").matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)];
    steps.push(...own.reverse().map(([, kind, list]) => ({ kind, numbers: list.split(/[\s,]+/).map(Number) })));
  }
  return (x, y) => {
    for (const {
      kind,
      numbers: [a, b = 0, c = 0],
    } of steps) {
      if (kind === "translate") [x, y] = [x + a, y + b];
      else if (kind === "scale") [x, y] = [x * a, y * (b || a)];
      else {
        const [sin, cos] = [Math.sin((a * Math.PI) / 180), Math.cos((a * Math.PI) / 180)];
        [x, y] = [b + (x - b) * cos - (y - c) * sin, c + (x - b) * sin + (y - c) * cos];
      }
    }
    return [x, y];
  };
}

/** The box around all text in an element; its own coordinates (`getBBox`) or the page's (`getBoundingClientRect`). */
function textBox(element: SVGElement, own: boolean): DOMRect {
  const texts =
    element.tagName === "text" || element.tagName === "tspan"
      ? [element]
      : Array.from(element.querySelectorAll("text"));
  const xs: number[] = [];
  const ys: number[] = [];
  for (const text of texts) {
    const size = fontSize(text);
    const lines = Array.from(text.querySelectorAll("tspan.line"), (line) => line.textContent ?? "");
    if (lines.length === 0) lines.push(text.textContent ?? "");
    const width = Math.max(...lines.map((line) => textWidth(line, size)));
    const anchor = text.getAttribute("text-anchor") || (text as SVGElement).style.textAnchor;
    const left =
      (parseFloat(text.getAttribute("x") ?? "") || 0) -
      (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    const top = (parseFloat(text.getAttribute("y") ?? "") || 0) - 0.95 * size;
    const bottom = top + (1.2 + 1.3 * (lines.length - 1)) * size;
    const place = placeIn(text, own ? element : null);
    for (const [x, y] of [
      place(left, top),
      place(left + width, top),
      place(left, bottom),
      place(left + width, bottom),
    ]) {
      xs.push(x);
      ys.push(y);
    }
  }
  const [left, right, top, bottom] = xs.length
    ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    : [0, 0, 0, 0];
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top } as DOMRect;
}

async function load(): Promise<Renderer> {
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(),
  });
  const prototype = window.SVGElement.prototype as unknown as Record<string, unknown>;
  prototype.getBBox = function (this: SVGElement) {
    return textBox(this, true);
  };
  prototype.getBoundingClientRect = function (this: SVGElement) {
    return textBox(this, false);
  };
  prototype.getComputedTextLength = function (this: SVGElement) {
    return textBox(this, true).width;
  };
  window.HTMLCanvasElement.prototype.getContext = () => null;
  window.URL.createObjectURL = () => "blob:none";
  Object.assign(window, { TextDecoder, TextEncoder });
  window.eval(fs.readFileSync(require.resolve("plotly.js-dist/plotly.js"), "utf8"));
  let state = 1;
  (window as unknown as { Math: Math }).Math.random = () =>
    (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const { toImage } = (window as unknown as { Plotly: Pick<Renderer, "toImage"> }).Plotly;
  return {
    toImage,
    seed: (from) => {
      state = createHash("sha1").update(from).digest().readUInt32LE(0);
    },
  };
}

/**
 * Draws a Plotly figure as SVG. The first call loads plotly.js (about a second), later ones take about 0.1 s.
 * @throws when a trace's type needs a canvas.
 */
export async function plotSvg(
  figure: { data: object[]; layout: object },
  width: number,
  height: number,
): Promise<string> {
  for (const trace of figure.data) {
    const type = (trace as { type?: string }).type ?? "scatter";
    if (!DRAWABLE.has(type))
      throw new Error(`a ${type} trace cannot be drawn as SVG; use one of ${[...DRAWABLE].join(", ")}`);
  }
  const plotly = await keep("plotly", load);
  // Plotly writes into the figure it is given.
  const text = JSON.stringify({ data: figure.data, layout: figure.layout });
  plotly.seed(text);
  const url = await plotly.toImage(JSON.parse(text), { format: "svg", width, height });
  return plainSvg(decodeURIComponent(url.slice(url.indexOf(",") + 1)));
}
