/** States on their way: through the encoder, over to the decoder, and on, a note at each step. */
import { arrow, STATE } from "../diagrams/diagram-parts";
import { COLOURS, INK, TEXT } from "../house-style";
import { showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { Timeline } from "./timeline";

const BOX = { width: 52, height: 44 };
const STEP = 76;
const TOP = 86;
/** Between the encoder's last step and the decoder's first. */
const BRIDGE = 40;
const SMALL = `fill="${TEXT}" font-size="16"`;

/** Of the notes 0 to 9; more would not fit. */
export function statesSvg(notes: readonly number[]): { svg: string; alt: string } {
  const steps = notes.length;
  const time = new Timeline(2 * steps, 1.2);
  const x = (k: number): number => 8 + k * STEP + (k >= steps ? BRIDGE : 0);
  const middle = TOP + BOX.height / 2;
  const parts = Array.from({ length: 2 * steps }, (_, k) => {
    const encoder = k < steps;
    const centre = x(k) + BOX.width / 2;
    const input = encoder ? String(notes[k]) : k === steps ? "·" : String(notes[k - steps - 1]);
    const fill = encoder ? "#bfe0f5" : "#f7dc9f";
    const box = `<rect x="${x(k)}" y="${TOP}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${fill}" stroke="#8a8a8a"/>`;
    const lit = `<rect x="${x(k)}" y="${TOP}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="none" stroke="${COLOURS.vermilion}" stroke-width="4" ${time.during(k)}/>`;
    const on =
      k < 2 * steps - 1
        ? arrow(`M${x(k) + BOX.width},${middle}H${x(k + 1) - 6}`, [x(k + 1), middle], "right", { colour: STATE })
        : "";
    const name = svgText(centre, middle + 6, String((k % steps) + 1), "middle", `fill="${INK}" font-size="17"`);
    const up = arrow(`M${centre},${TOP + BOX.height + 30}V${TOP + BOX.height + 6}`, [centre, TOP + BOX.height], "up");
    const reads = svgText(centre, TOP + BOX.height + 50, input, "middle", 'font-size="20" font-weight="bold"');
    if (encoder) return box + name + on + up + reads + lit;
    const out = arrow(`M${centre},${TOP}V${TOP - 22}`, [centre, TOP - 28], "up", { colour: COLOURS.green });
    const says = svgText(
      centre,
      TOP - 36,
      String(notes[k - steps]),
      "middle",
      `font-size="20" font-weight="bold" fill="${COLOURS.green}"`,
    );
    return `${box}${name}${on}${up}${reads}${lit}<g ${time.appear(k)}>${out}${says}</g>`;
  });
  const bridge = x(steps - 1) + BOX.width + (STEP - BOX.width + BRIDGE) / 2;
  const places = Array.from({ length: 2 * steps }, (_, k) => [x(k) + BOX.width / 2 - bridge, 0] as const);
  const ball =
    `<g ${time.move(places)}><circle cx="${bridge}" cy="${middle - 34}" r="17" fill="${STATE}"/>` +
    `${svgText(bridge, middle - 29, "h, c", "middle", 'fill="#fff" font-size="14" font-weight="bold"')}</g>`;
  const heading = (k: number, text: string): string =>
    svgText(x(k), 16, text, "start", 'font-size="18" font-weight="bold"');
  const [width, height] = [x(2 * steps - 1) + BOX.width + 8, TOP + BOX.height + 104];
  const body = [
    time.style(),
    heading(0, "Encoder: reads"),
    heading(steps, "Decoder: writes"),
    ...parts,
    ball,
    svgText(8, height - 26, "Below each step: what it reads. Above: what it should say.", "start", SMALL),
    svgText(8, height - 6, "The dot: no note yet.", "start", SMALL),
  ];
  const alt = `The states h and c go from step to step through the encoder, which reads ${notes.join(", ")}; the last of them start the decoder, which is to write the same notes and reads each one step late.`;
  return { svg: svgDocument(width, height, alt, body.join("")), alt };
}

/**
 * Shows the states flowing from the encoder to the decoder while a melody of a few notes is read and written again.
 * @example await showStates([0, 1, 2, 3])
 */
export async function showStates(notes: readonly number[], options: ShowOptions = {}): Promise<void> {
  const { svg, alt } = statesSvg(notes);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
