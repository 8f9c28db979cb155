/** An edge between two bins: a slider for the mouse, for touch, for the keyboard and for a screen reader. */
import { drawn, update } from "../dom";

export interface EdgeActions {
  /** Moves the edge to where the pointer is; all of one drag have the same `gesture`. */
  drag(clientX: number, gesture: unknown): void;
  /** Whether letting go here removes the edge. */
  isOut(clientY: number): boolean;
  step(steps: number): void;
  /** As far down or up as it goes. */
  end(last: boolean): void;
  remove(): void;
  /** A further edge above this one. */
  add(): void;
}

export interface EdgePlace {
  x: number;
  /** Which row its value is written in, from 0 at the top; −1: there is no room, it is shown only while it is held. */
  row: number;
  labelX: number;
  text: string;
  value: number;
  number: number;
  of: number;
  low: number;
  high: number;
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

export class EdgeHandle {
  readonly node: SVGGElement;
  private readonly line: SVGLineElement;
  private readonly grip: SVGCircleElement;
  private readonly hit: SVGRectElement;
  private readonly label: SVGTextElement;
  private gesture: object | null = null;

  constructor(
    private readonly name: string,
    private readonly top: number,
    private readonly floor: number,
    private readonly actions: EdgeActions,
  ) {
    this.line = drawn("line", { y1: top - 6, y2: floor });
    this.grip = drawn("circle", { r: 7 });
    this.hit = drawn("rect", { class: "hit", y: 0, height: floor + 12, width: 24 });
    this.label = drawn("text", { "text-anchor": "middle" });
    this.node = drawn("g", { class: "edge", role: "slider", tabindex: 0 }, this.hit, this.line, this.grip, this.label);
    this.node.addEventListener("pointerdown", (event) => this.hold(event));
    this.node.addEventListener("pointermove", (event) => this.carry(event));
    this.node.addEventListener("pointerup", (event) => this.release(event));
    this.node.addEventListener("pointercancel", () => this.letGo());
    this.node.addEventListener("keydown", (event) => this.press(event));
    this.node.addEventListener("dblclick", (event) => event.stopPropagation());
  }

  place({ x, row, labelX, text, value, number, of, low, high }: EdgePlace): void {
    update(this.line, { x1: x, x2: x });
    // In turns at three heights, so that the grips of edges close together do not cover each other.
    update(this.grip, { cx: x, cy: this.top + ((this.floor - this.top) * (1 + ((number - 1) % 3))) / 4 });
    update(this.hit, { x: x - 12 });
    update(this.label, { x: labelX, y: 14 + 17 * Math.max(0, row) });
    this.label.textContent = text;
    this.node.classList.toggle("crowded", row < 0);
    update(this.node, {
      "aria-label": `${this.name} ${number} of ${of}`,
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuenow": value,
      "aria-valuetext": text,
    });
  }

  focus(): void {
    this.node.focus();
  }

  private hold(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.gesture = {};
    this.node.setPointerCapture(event.pointerId);
    this.node.classList.add("held");
    this.node.focus();
    event.preventDefault();
  }

  private carry({ clientX, clientY }: PointerEvent): void {
    if (!this.gesture) return;
    const out = this.actions.isOut(clientY);
    this.node.classList.toggle("out", out);
    if (!out) this.actions.drag(clientX, this.gesture);
  }

  private release({ clientY }: PointerEvent): void {
    const out = this.gesture !== null && this.actions.isOut(clientY);
    this.letGo();
    if (out) this.actions.remove();
  }

  private letGo(): void {
    this.gesture = null;
    this.node.classList.remove("held", "out");
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key in STEPS) this.actions.step(STEPS[key] * (event.shiftKey ? 10 : 1));
    else if (key === "Home" || key === "End") this.actions.end(key === "End");
    else if (key === "Delete" || key === "Backspace") this.actions.remove();
    else if (key === "Enter" || key === "+" || key === "Insert") this.actions.add();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
