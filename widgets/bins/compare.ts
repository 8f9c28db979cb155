/** Up to four choices of bins side by side, with their figures, to hear and to go back to. */
import { element } from "../dom";
import type { Host } from "../host";
import { choicesCode } from "./code";
import { CodeLine } from "./code-line";
import type { Choice, State } from "./choice";
import type { Collection, Figures } from "./figures";

const MOST = 4;

interface Kept {
  name: string;
  state: State;
  figures: Figures;
  rows: [name: string, value: string][];
}

/** A line that makes the same table as a data frame, in any cell of any of the notebooks. */
export const compareLine = (kept: readonly { name: string; code: string }[]): string =>
  'import { showTable } from "./lib/display"; import { compareBins } from "./lib/display/compare"; ' +
  `const compared = await compareBins({ ${kept.map(({ name, code }) => `${name}: ${code}`).join(", ")} }); ` +
  "await showTable(compared);";

/** A line that trains a small model with the bins, and one with the article's. */
export const trainLine = (code: string): string =>
  `import { trainAndCompare } from "./lib/display/compare"; await trainAndCompare(${code});`;

export class Compare {
  readonly node: HTMLElement;
  private readonly keep = element("button", { onclick: () => this.add() }, "Keep these bins");
  private readonly cards = element("div", { class: "cards" });
  private readonly line: CodeLine;
  private readonly said = element("span", { role: "status" });
  private kept: Kept[] = [];
  private now: { state: State; figures: Figures } | null = null;

  constructor(
    private readonly collection: Collection,
    private readonly choice: Choice,
    host: Host,
    private readonly hear: (figures: Figures, name: string) => void,
  ) {
    this.line = new CodeLine(host, "Table into the notebook");
    this.line.node.hidden = true;
    this.node = element(
      "section",
      { "aria-label": "compare" },
      element("h3", {}, "Compare"),
      element("div", { class: "buttons" }, this.keep, this.said),
      this.cards,
      this.line.node,
    );
  }

  draw(figures: Figures): void {
    this.now = { state: this.choice.state, figures };
    const same = this.kept.some(({ state }) => this.codeOf(state) === this.codeOf(this.choice.state));
    this.keep.disabled = same || this.kept.length === MOST;
  }

  private codeOf(state: State): string {
    return choicesCode(state, this.collection.counts.features);
  }

  private add(): void {
    if (!this.now) return;
    const name = ["A", "B", "C", "D"].find((letter) => this.kept.every((kept) => kept.name !== letter))!;
    this.kept.push({ ...this.now, name, rows: this.collection.rows(this.now.figures) });
    this.said.textContent = `Kept as ${name}.`;
    this.paint();
  }

  private remove(kept: Kept): void {
    this.kept = this.kept.filter((other) => other !== kept);
    this.said.textContent = `${kept.name} is removed.`;
    this.paint();
    this.keep.focus();
  }

  private paint(): void {
    this.cards.replaceChildren(...this.kept.map((kept) => this.card(kept)));
    this.line.node.hidden = this.kept.length === 0;
    this.line.draw(compareLine(this.kept.map(({ name, state }) => ({ name, code: this.codeOf(state) }))));
    if (this.now) this.draw(this.now.figures);
  }

  private card(kept: Kept): HTMLElement {
    const { name, state, figures, rows } = kept;
    const words = (feature: "duration" | "velocity"): string => {
      const { edges, origin } = state[feature];
      return `${edges.length + 1} ${feature} bins${origin ? ` (${origin.method})` : " by hand"}`;
    };
    const button = (text: string, does: string, onclick: () => void): HTMLElement =>
      element("button", { onclick, "aria-label": `${does} ${name}` }, text);
    return element(
      "section",
      { class: "card", "aria-label": `choice ${name}` },
      element("h4", {}, `${name}: ${words("duration")}, ${words("velocity")}`),
      element(
        "table",
        {},
        ...rows.map(([row, value]) =>
          element("tr", {}, element("th", { scope: "row" }, row), element("td", {}, value)),
        ),
      ),
      element(
        "div",
        { class: "buttons" },
        button("▶ Hear", "Hear", () => this.hear(figures, name)),
        button("Go back to it", "Go back to", () => this.choice.replace(state)),
        button("Remove", "Remove", () => this.remove(kept)),
      ),
    );
  }
}
