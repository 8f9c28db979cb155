/** How wide text is, by the widths of Helvetica's characters: what a browser would measure, to within a few percent. */

const GROUPS: [string, number][] = [
  ["ijl'|‚‘’", 0.222],
  [" !,./:;I[]\\ft·", 0.278],
  ["()-r`°", 0.333],
  ['"*{}', 0.37],
  ["Jckssvxyz", 0.5],
  ["+<>=~÷×−≤≥±", 0.584],
  ["FTZLz", 0.611],
  ["&ABEKPSVXY", 0.667],
  ["CDHNRUw", 0.722],
  ["GOQ", 0.778],
  ["mM", 0.833],
  ["%", 0.889],
  ["W", 0.944],
  ["@—…→←↔", 1.0],
];
const WIDTHS = new Map(GROUPS.flatMap(([characters, width]) => Array.from(characters, (c) => [c, width] as const)));

/** Width of one line of text in pixels at `fontSize` pixels. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += WIDTHS.get(character) ?? (character > "⺀" ? 1 : 0.556);
  return width * fontSize;
}
