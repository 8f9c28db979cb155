/** Exported pages: a widget's data lies in a script element, its picture beside it until the widget is drawn. */
import { mount } from "../mount";

const PLACES = ".music-widget:not([data-drawn])";

function draw(place: HTMLElement): void {
  place.setAttribute("data-drawn", "");
  const sounds = [...place.querySelectorAll("audio")];
  mount(place, JSON.parse(place.querySelector("script")!.textContent!), {}, sounds);
}

/** Draws each widget of the page when it comes near the window, and with it those of the same cell. */
export function drawPage(): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        const area = target.closest(".jp-OutputArea") ?? target.parentElement!;
        for (const place of area.querySelectorAll<HTMLElement>(PLACES)) {
          observer.unobserve(place);
          draw(place);
        }
      }
    },
    { rootMargin: "600px" },
  );
  for (const place of document.querySelectorAll(PLACES)) observer.observe(place);
}
