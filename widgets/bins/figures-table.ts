/** The figures of the bins as a table that changes in place, and is read out once the edges rest. */
import { element } from "../dom";
import type { Collection, Figures } from "./figures";

/** What a screen reader is told after a move; the table has it all, and twelve figures each time would be too much. */
const SAID = ["vocabulary", "duration error, relative", "velocity error, relative", "3-gram"];

export class FiguresTable {
  readonly node: HTMLElement;
  private readonly table = element("table", { class: "figures" });
  private readonly said = element("p", { class: "unseen", role: "status" });
  private bits = "…";
  private saying: ReturnType<typeof setTimeout> | undefined;
  private counting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly collection: Collection) {
    this.node = element("section", { "aria-label": "figures" }, this.table, this.said);
  }

  /** All but the 3-gram at once; that, between two pictures: it takes as long as all the rest. */
  draw(figures: Figures): void {
    this.fill(figures);
    clearTimeout(this.counting);
    this.counting = setTimeout(() => {
      this.bits = this.collection.bitsWords(figures);
      const rows = this.fill(figures);
      clearTimeout(this.saying);
      this.saying = setTimeout(() => {
        const said = rows.filter(([name]) => SAID.some((start) => name.startsWith(start)));
        this.said.textContent = said.map(([name, value]) => `${name}: ${value}`).join("; ");
      }, 600);
    });
  }

  private fill(figures: Figures): [name: string, value: string][] {
    const rows = this.collection.rows(figures, this.bits);
    while (this.table.childElementCount < rows.length) {
      this.table.append(element("tr", {}, element("th", { scope: "row" }), element("td")));
    }
    rows.forEach((row, r) => {
      const cells = this.table.children[r].children;
      row.forEach((text, c) => {
        if (cells[c].textContent !== text) cells[c].textContent = text;
      });
    });
    return rows;
  }
}
