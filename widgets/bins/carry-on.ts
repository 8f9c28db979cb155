/** Carries the bins on: into the next notebooks, and into a small training beside the article's. */
import { element } from "../dom";
import type { Host } from "../host";
import { lineOf } from "./code";
import { CodeLine } from "./code-line";
import { trainLine } from "./compare";

export class CarryOn {
  readonly node: HTMLElement;
  private readonly use: CodeLine;
  private readonly train: CodeLine;

  constructor(host: Host) {
    this.use = new CodeLine(host, "Use these bins");
    this.train = new CodeLine(host, "Train at quick and compare");
    this.node = element(
      "section",
      { "aria-label": "carry on" },
      element("h3", {}, "Carry on with these bins"),
      this.use.node,
      element("p", { class: "words" }, "Or train a small model with them, and one with the article's four bins:"),
      this.train.node,
    );
  }

  /** `code`: the choices, as they stand in a line. */
  draw(code: string): void {
    this.use.draw(lineOf(code));
    this.train.draw(trainLine(code));
  }
}
