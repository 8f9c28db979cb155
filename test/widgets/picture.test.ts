import { JSDOM } from "jsdom";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pictureModule } from "../../widgets/hosts/picture";

const { window } = new JSDOM("");
const before = { document: globalThis.document, DOMParser: globalThis.DOMParser };
beforeAll(() => void Object.assign(globalThis, { document: window.document, DOMParser: window.DOMParser }));
afterAll(() => void Object.assign(globalThis, before));

/** What JupyterLab would show of an SVG. */
async function rendered(svg: string): Promise<HTMLElement> {
  class Widget {
    node = window.document.createElement("div");
  }
  const renderer = pictureModule(Widget).rendererFactory.createRenderer();
  await renderer.renderModel({ data: { "image/svg+xml": svg } });
  return renderer.node;
}
const svgOf = (address: string) => decodeURIComponent(address.split(",")[1]);

it("is an image of the drawing, with its words", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="a &lt;ball&gt;"/>';
  const [image, ...others] = (await rendered(svg)).children;
  expect(others).toEqual([]);
  expect((image as HTMLImageElement).alt).toBe("a <ball>");
  expect(svgOf((image as HTMLImageElement).src)).toBe(svg);
});

it("moves for those who did not ask for less motion, and is still for others", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="a"><style>.m{animation:m 1s}</style><g/></svg>';
  const node = await rendered(svg);
  const [source, image] = [node.querySelector("picture > source")!, node.querySelector("picture > img")!];
  expect((source as HTMLSourceElement).media).toBe("(prefers-reduced-motion: no-preference)");
  const { srcset } = source as HTMLSourceElement;
  expect(svgOf(srcset)).toBe(svg);
  // A blank or a comma at the end would end the address.
  expect(srcset).not.toMatch(/\s|,$/);
  expect(svgOf((image as HTMLImageElement).src)).toBe(svg.replace(/<style>.*<\/style>/, ""));
});
