/** A panel's cells as SVG, in a still picture and in the player alike. */
import { scaleColour } from "../house-style";
import { type PlayerPanel, SHADES } from "./player-data";

/**
 * Cells of one shade are one path, so that a picture has few elements.
 * @param edges where each note begins, and the last one ends, in pixels
 * @param top of the first row
 * @param row height of a row
 */
export function panelCells(
  { rows }: Pick<PlayerPanel, "rows">,
  edges: readonly (number | string)[],
  top: number,
  row: number,
): { d: string; fill: string }[] {
  const paths = new Map<number, string>();
  rows.forEach((digits, r) => {
    for (const [i, digit] of [...digits].entries()) {
      const shade = parseInt(digit, SHADES);
      const cell = `M${edges[i]},${top + r * row}H${edges[i + 1]}v${row - 1}H${edges[i]}z`;
      paths.set(shade, (paths.get(shade) ?? "") + cell);
    }
  });
  return [...paths].map(([shade, d]) => ({ d, fill: scaleColour((shade + 0.5) / SHADES) }));
}
