/** Plotly's SVG made plain, for readers that are strict: GitHub takes `style` attributes away, and all would turn black. */
import { FONT } from "../house-style";

/** Declarations that mean nothing in a still picture, or are the default. */
const IDLE = /^(white-space|cursor|pointer-events|vector-effect)$/;
const DEFAULTS = new Set([
  "fill-opacity:1",
  "stroke-opacity:1",
  "opacity:1",
  `font-family:${FONT}`,
  "font-weight:normal",
  "font-style:normal",
  "font-variant:normal",
]);

/** The declarations of a `style` as attributes of their own, which SVG allows. */
function attributes(tag: string): string {
  return tag.replace(/ style="([^"]*)"/, (_, style: string) =>
    style
      .split(";")
      .map((declaration) => declaration.trim().replace(/([:,])\s+/g, "$1"))
      .filter((declaration) => declaration && !DEFAULTS.has(declaration))
      .map((declaration) => [
        declaration.slice(0, declaration.indexOf(":")),
        declaration.slice(declaration.indexOf(":") + 1),
      ])
      .filter(([name]) => !IDLE.test(name) && !tag.includes(` ${name}="`))
      .map(([name, value]) => ` ${name}="${value}"`)
      .join(""),
  );
}

/**
 * The same picture without styles and in fewer bytes: hundredths of a pixel are enough, the font is said once,
 * and the pieces of a line with gaps make one path.
 */
export function plainSvg(svg: string): string {
  const joined = svg.replace(
    /(<path class="js-line" style="[^"]*" d=")[^"]*"\/>(?:\1[^"]*"\/>)+/g,
    (run, head: string) =>
      `${head}${run
        .split("/>")
        .slice(0, -1)
        .map((path) => path.slice(head.length, -1))
        .join("")}"/>`,
  );
  const plain = joined.replace(/<[^>]*>/g, (tag) => attributes(tag).replace(/(\.\d\d)\d+/g, "$1"));
  return plain
    .replace(/<rect x="0" y="0" width="\d+" height="\d+" fill="rgb\(0,0,0\)" fill-opacity="0"\/>/, "")
    .replace("<svg ", `<svg font-family="${FONT}" `);
}
