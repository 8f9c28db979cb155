/** The bin explorer as a reader has it before them: where its parts are on the page, and what hands do with them. */
import { execFileSync } from "child_process";
import * as path from "path";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Corpus } from "../../lib/corpus";
import { type ArticleFeatureName as Feature, binCost, fitNoteBins } from "../../lib/encoding";
import { formatNumber } from "../../lib/display";
import { root, venv } from "../kernel/kernelspec";

export type Edges = Record<Feature, number[]>;

/** The exported page of a notebook that has been run, in `out`. */
export function exportPage(notebook: string, out: string): string {
  const program =
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import pages; n, o = map(Path, sys.argv[2:]); pages.write_assets(o); pages.write_page(n, o, n.parent)";
  execFileSync(venv("python"), ["-c", program, path.join(root, "reproduce"), notebook, out]);
  return path.join(out, path.basename(notebook).replace(/ipynb$/, "html"));
}

export class Explorer {
  constructor(readonly part: Locator) {}

  panel(feature: Feature): Locator {
    return this.part.getByRole("region", { name: `${feature} bins` });
  }

  handles(feature: Feature): Locator {
    return this.panel(feature).getByRole("slider");
  }

  button(name: string): Locator {
    return this.part.getByRole("button", { name, exact: true });
  }

  /** The edges, as they are told to a screen reader. */
  async edges(): Promise<Edges> {
    const read = (feature: Feature) =>
      this.handles(feature).evaluateAll((handles) =>
        handles.map((handle) => Number(handle.getAttribute("aria-valuenow"))),
      );
    return { duration: await read("duration"), velocity: await read("velocity") };
  }

  /** Name and value of each figure in the table. */
  async figures(): Promise<Record<string, string>> {
    const rows = await this.part
      .locator("table.figures tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
    return Object.fromEntries(rows);
  }

  /** Waits until the edges are those that `wanted` accepts, and the figures what lib says of them. */
  async expectFigures(corpus: Corpus, wanted: (edges: Edges) => boolean): Promise<Edges> {
    await expect.poll(async () => wanted(await this.edges()), { timeout: 10_000 }).toBe(true);
    const edges = await this.edges();
    const figures = figuresOf(corpus, edges);
    expect(await this.figures()).toMatchObject(figures);
    const dot = await this.part.getByRole("region", { name: "trade-off" }).getByRole("img").getAttribute("aria-label");
    expect(dot).toContain(figures["vocabulary V"]);
    return edges;
  }

  /** Drags an edge by so many pixels, from its line's middle. */
  async drag(feature: Feature, at: number, right: number, down = 0): Promise<void> {
    const handle = this.handles(feature).nth(at);
    await handle.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await handle.locator(".hit").boundingBox())!;
    const { mouse } = this.part.page();
    await mouse.move(x + width / 2, y + height / 2);
    await mouse.down();
    await mouse.move(x + width / 2 + right / 2, y + height / 2 + down / 2);
    await mouse.move(x + width / 2 + right, y + height / 2 + down);
    await mouse.up();
  }
}

/** What lib says, from the notes. */
function figuresOf({ melodies }: Corpus, edges: Edges): Record<string, string> {
  const bins = fitNoteBins(melodies, { duration: { edges: edges.duration }, velocity: { edges: edges.velocity } });
  const cost = binCost(melodies, bins);
  return {
    "vocabulary V": `${formatNumber(cost.vocabulary)} pseudo-notes`,
    "that occur only once": formatNumber(cost.singletons),
    entropy: `${formatNumber(cost.entropy)} bits/note`,
    "duration error, RMS": `${formatNumber(cost.duration.rms)} s`,
    "duration error, relative": `${formatNumber(100 * cost.duration.relative)} %`,
    "duration change that is heard": `${formatNumber(100 * cost.duration.heard!)} % of notes`,
    "velocity change that is heard": `${formatNumber(100 * cost.velocity.heard!)} % of notes`,
    "velocity error, RMS": formatNumber(cost.velocity.rms),
    "velocity error, relative": `${formatNumber(100 * cost.velocity.relative)} %`,
    "input layers, 2 · V · 4 · 256": `${formatNumber(2048 * cost.vocabulary)} weights`,
    "output layer, (256 + 1) · V": `${formatNumber(257 * cost.vocabulary)} weights`,
  };
}
