/** What can be read on a page, and what cannot. */
import type { Locator } from "playwright-core";

export interface Complaint {
  text: string;
  reason: string;
}

/**
 * Texts in the widget's shadow tree, or in an element without one, that stand beyond its box, cover another text, or have less contrast than 4.5 to
 * what is behind them (WCAG 2.2, success criterion 1.4.3).
 */
export async function unreadable(widget: Locator): Promise<Complaint[]> {
  return widget.evaluate((place) => {
    const view = globalThis as any;
    const shadow = (place as any).shadowRoot ?? place;
    const found: { text: string; reason: string }[] = [];
    const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    /** The colour behind an element: the nearest one that is not see-through. */
    const behind = (element: any): number[] => {
      for (let e = element; e; e = e.parentElement ?? e.getRootNode().host) {
        const [r, g, b, a = 1] = channels(view.getComputedStyle(e).backgroundColor);
        if (a === 1) return [r, g, b];
      }
      return view.matchMedia("(prefers-color-scheme: dark)").matches ? [17, 17, 17] : [255, 255, 255];
    };
    const luminance = (rgb: number[]): number => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: number[], b: number[]): number => {
      const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    const room = (place as any).getBoundingClientRect();
    const boxes: { text: string; box: any; element: any }[] = [];
    for (const element of shadow.querySelectorAll("*")) {
      const own = [...element.childNodes].some((node: any) => node.nodeType === 3 && node.data.trim());
      if (!own || element.closest("style, .unseen, .hidden-text, script, option")) continue;
      const range = view.document.createRange();
      range.selectNodeContents(element);
      const box = range.getBoundingClientRect();
      const style = view.getComputedStyle(element);
      if (box.width === 0 || style.display === "none") continue;
      const text = element.textContent.trim();
      const svg = element instanceof view.SVGElement;
      const [r, g, b, a = 1] = channels(svg ? style.fill : style.color);
      const back = behind(element);
      const seen = [r, g, b].map((c, i) => a * c + (1 - a) * back[i]);
      const ratio = contrast(seen, back);
      if (ratio < 4.5) found.push({ text, reason: `contrast ${ratio.toFixed(2)}` });
      if (box.left < room.left - 1 || box.right > room.right + 1) found.push({ text, reason: "cut off" });
      for (const other of boxes) {
        const [wide, high] = [
          Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left),
          Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top),
        ];
        const nested = element.contains(other.element) || other.element.contains(element);
        if (!nested && wide > 1 && high > 3) found.push({ text, reason: `covers "${other.text}"` });
      }
      boxes.push({ text, box, element });
    }
    return found;
  });
}
