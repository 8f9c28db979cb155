/** What goes along with the notes of a piano roll: rows of cells in shades, each as wide as its note lasts. */
import { scaleColour } from "../../lib/display/house-style";
import { type PlayerPanel, SHADES } from "../../lib/display/widgets/player-data";
import { drawn } from "../dom";
import { CELL, type RollTrack } from "./roll-layout";

/** Cells of one shade are one path, so that a picture has few elements; `scale`: pixels a second. */
export function panelCells({ notes }: RollTrack, { rows }: PlayerPanel, top: number, scale: number): SVGElement[] {
  const paths = new Map<number, string>();
  rows.forEach((digits, row) => {
    const y = top + row * CELL;
    notes.forEach(({ start, end }, i) => {
      const shade = parseInt(digits[i], SHADES);
      const [from, to] = [start, notes[i + 1]?.start ?? end].map((seconds) => (seconds * scale).toFixed(1));
      paths.set(shade, `${paths.get(shade) ?? ""}M${from} ${y}H${to}v${CELL - 1}H${from}z`);
    });
  });
  return [...paths].map(([shade, d]) =>
    drawn("path", { class: "cells", d, fill: scaleColour((shade + 0.5) / SHADES) }),
  );
}
