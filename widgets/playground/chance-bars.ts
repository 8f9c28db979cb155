/** The notes among which the newest one was chosen, with their probabilities. */
import { pitchName } from "../../lib/corpus/notes";
import type { Chances, PlayModel } from "../../lib/play";
import { element } from "../dom";

const ROWS = 8;

export class ChanceBars {
  readonly node = element("ol", { class: "chances", "aria-label": "the next note's probabilities" });

  constructor(private readonly model: PlayModel) {}

  show({ notes, weights, sum }: Chances, chosen: number): void {
    const order = Array.from(notes, (note, i) => ({ note, share: weights[i] / sum }));
    order.sort((a, b) => b.share - a.share);
    const rows = order.slice(0, ROWS);
    const own = order.find(({ note }) => note === chosen);
    if (own && !rows.includes(own)) rows[ROWS - 1] = own;
    this.node.replaceChildren(
      ...rows.map(({ note, share }) => {
        const [{ pitch, end }] = this.model.vocabulary.decode([note]);
        const meter = element("meter", { min: 0, max: 1, value: share.toFixed(4), "aria-hidden": true });
        const text = `${pitchName(pitch)}, ${end.toFixed(2)} s`;
        const percent = `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
        const row = element("li", { class: note === chosen ? "chosen" : undefined });
        row.append(element("span", {}, text), meter, element("span", { class: "percent" }, percent));
        if (note === chosen) row.append(element("span", { class: "hidden-text" }, " chosen"));
        return row;
      }),
    );
  }
}
