/**
 * SVG in JupyterLab: drawn as an image, in which no script runs, so also in notebooks that are not trusted, from which
 * JupyterLab's own renderer would leave the words alone.
 */
import { element } from "../dom";

const MIME_TYPE = "image/svg+xml";

// biome-ignore lint/suspicious/noExplicitAny: JupyterLab's own modules, whose types would need all its packages.
type Any = any;

/** What an SVG document says of itself to those who do not see it. */
function nameOf(svg: string): string {
  const root = new DOMParser().parseFromString(svg, MIME_TYPE).documentElement;
  return root.getAttribute("aria-label") ?? "";
}

const addressOf = (svg: string): string => `data:${MIME_TYPE};charset=utf-8,${encodeURIComponent(svg)}`;

/** A drawing without its movement, which is in its style element (`lib/display/moving/timeline.ts`). */
const still = (svg: string): string => svg.replace(/<style>[\s\S]*?<\/style>/g, "");

/** What a reader asked for does not reach into an image: so the page chooses between two. */
function moving(svg: string, image: HTMLImageElement): HTMLElement {
  const picture = element("picture");
  const source = element("source");
  source.media = "(prefers-reduced-motion: no-preference)";
  source.srcset = addressOf(svg);
  picture.append(source, image);
  return picture;
}

/** A renderer, ranked as JupyterLab ranks its own: below Plotly's figures and the widgets. */
export function pictureModule(Widget: Any): Any {
  class Picture extends Widget {
    renderModel(model: Any): Promise<void> {
      const svg = [model.data[MIME_TYPE]].flat().join("");
      const image = element("img", { class: "music-picture" });
      image.alt = nameOf(svg);
      image.style.maxWidth = "100%";
      image.src = addressOf(still(svg));
      (this as Any).node.replaceChildren(still(svg) === svg ? image : moving(svg, image));
      return Promise.resolve();
    }
  }
  const rendererFactory = { safe: true, mimeTypes: [MIME_TYPE], createRenderer: () => new Picture() };
  return { id: "music-widgets:picture", rendererFactory, rank: 80, dataType: "string" };
}
