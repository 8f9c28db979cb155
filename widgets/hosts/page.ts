/** Exported pages: a widget's data lies in a script element, its picture beside it until the widget is drawn. */
import { mount } from "../mount";

/** Draws each widget of the page when it comes near the window. */
export function drawPage(): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        mount(target as HTMLElement, JSON.parse(target.querySelector("script")!.textContent!), {});
      }
    },
    { rootMargin: "600px" },
  );
  for (const place of document.querySelectorAll(".music-widget")) observer.observe(place);
}
