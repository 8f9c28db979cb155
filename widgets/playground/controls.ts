/** The controls: sliders and choices with their words, each a label and a value that can be read. */
import { element } from "../dom";

export interface Control<T> {
  readonly node: HTMLElement;
  value: T;
}

export interface SliderOptions {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** What is said of a value. */
  say(value: number): string;
  onInput?(): void;
}

export function slider({ label, say, value, onInput, ...range }: SliderOptions): Control<number> {
  // The slider itself says it; an output would be read out once more.
  const words = element("output", { "aria-hidden": true });
  const input = element("input", { type: "range", ...range, value, "aria-label": label });
  const show = (): void => {
    const text = say(Number(input.value));
    words.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  input.addEventListener("input", () => {
    show();
    onInput?.();
  });
  show();
  return {
    node: element("label", { class: "control" }, element("span", {}, label), input, words),
    get value() {
      return Number(input.value);
    },
    set value(to: number) {
      input.value = String(to);
      show();
    },
  };
}

export function choice(
  label: string,
  options: readonly { value: string; text: string }[],
  onChange: () => void = () => {},
): Control<string> {
  const select = element("select", { "aria-label": label, onchange: onChange });
  select.append(...options.map(({ value, text }) => element("option", { value }, text)));
  return {
    node: element("label", { class: "control" }, element("span", {}, label), select),
    get value() {
      return select.value;
    },
    set value(to: string) {
      select.value = to;
    },
  };
}

export function button(text: string, onclick: () => void, attributes: Record<string, string> = {}): HTMLButtonElement {
  return element("button", { type: "button", onclick, ...attributes }, text);
}
