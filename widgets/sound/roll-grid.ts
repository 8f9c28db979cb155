/** What a piano roll has behind its notes. */
import { drawn } from "../dom";
import { pitchLines } from "./note-bar";
import type { RollLayout } from "./roll-layout";

/** Lines at the named pitches and below the lanes, and the seconds; `scale`: pixels a second. */
export function gridOf(layout: RollLayout, width: number, scale: number): SVGElement[] {
  const marks: SVGElement[] = layout.lanes.flatMap((lane) => [
    ...pitchLines(layout.named, layout.scaleOf(lane, scale), width),
    drawn("line", { class: "axis", x1: 0, x2: width, y1: lane.floor, y2: lane.floor }),
  ]);
  const y = layout.height - 6;
  for (const tick of layout.ticks(scale)) {
    const [x, text] = [tick * scale, `${tick} s`];
    if (x + 3.6 * text.length > width) continue;
    marks.push(drawn("text", { x, y, "text-anchor": tick === 0 ? "start" : "middle" }, text));
  }
  return marks;
}
