import type { Host } from "./host";
import { drawBins, isBinsData } from "./bins/explorer";
import { element } from "./dom";
import style from "./widgets.css?inline";

/**
 * Draws the widget that `data` describes in `place`, in a shadow tree, apart from the styles of the page. Where it
 * does not know the data, it says so.
 */
export function mount(place: HTMLElement, data: unknown, host: Host): void {
  // JupyterLab takes single letters for commands; keys that are pressed in here are ours.
  place.setAttribute("data-lm-suppress-shortcuts", "true");
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const sheet = document.createElement("style");
  sheet.textContent = style;
  const body = element("div", { class: "widget" });
  root.replaceChildren(sheet, body);
  if (isBinsData(data)) drawBins(body, data, host);
  else body.append(element("p", {}, "This output was made by another version of the project: run its cell again."));
}
