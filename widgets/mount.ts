import type { Host } from "./host";
import { drawBins, isBinsData } from "./bins/explorer";
import { isPlayerData, Player } from "./player/player";
import { element } from "./dom";
import style from "./widgets.css?inline";

/**
 * Draws the widget that `data` describes in `place`, in a shadow tree, apart from the styles of the page. Where it
 * does not know the data, it says so. `sounds`: the audio elements that came with it, each to be used once.
 */
export function mount(place: HTMLElement, data: unknown, host: Host, sounds: readonly HTMLAudioElement[] = []): void {
  // JupyterLab takes single letters for commands; keys that are pressed in here are ours.
  place.setAttribute("data-lm-suppress-shortcuts", "true");
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const sheet = document.createElement("style");
  sheet.textContent = style;
  const body = element("div", { class: "widget" });
  root.replaceChildren(sheet, body);
  place.style.display = "";
  if (isBinsData(data)) drawBins(body, data, host);
  else if (isPlayerData(data)) new Player(body, data, sounds);
  else body.append(element("p", {}, "This output was made by another version of the project: run its cell again."));
}

/** The sounds in an output's HTML, as elements of this document; what is not a sound in the text itself is left out. */
export function soundsIn(html: string): HTMLAudioElement[] {
  // Nothing in such a document is loaded or run.
  const found = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("audio")];
  return found
    .filter((audio) => audio.getAttribute("src")?.startsWith("data:audio/mpeg;base64,"))
    .map((audio) => {
      const own = document.createElement("audio");
      own.preload = "none";
      own.src = audio.getAttribute("src")!;
      own.setAttribute("aria-label", audio.getAttribute("aria-label") ?? "");
      return own;
    });
}
