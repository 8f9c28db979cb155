/** The model drawn: layers, shapes, and where the states go; read from the model object itself. */
import type { Seq2Seq } from "../../model";
import { acrossArrow, arrow, box, FEEDBACK, loopArrow, STATE, upArrow } from "./diagram-parts";
import { BOX, layOutModel, type PanelLayout } from "./diagram-layout";
import { round, showDrawing, svgDocument, svgText } from "../jupyter/drawing";
import type { ShowOptions } from "../jupyter/output";
import { modelGraph, type ModelGraph } from "./model-graph";

const TOP = 56;
const GAP = 52;
const heightOf = (rows: number): number => rows * (BOX.height + BOX.gap) - BOX.gap;

/** Boxes and the arrows between them; a state's arrow crosses from column to column. */
function drawGraph(graph: ModelGraph, { boxes }: PanelLayout): string {
  const parts: string[] = [];
  const crossed = new Set<string>();
  for (const { from, to, input } of graph.edges) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!a || !b) continue;
    if (a.x === b.x) parts.push(upArrow(a, b));
    else if (!crossed.has(`${from} ${to}`)) {
      crossed.add(`${from} ${to}`);
      parts.push(acrossArrow(a, b, { colour: STATE }));
      if (input > 0)
        parts.push(
          svgText((a.x + a.width + b.x) / 2, (a.y + b.y + BOX.height) / 2 - 6, "h, c", "middle", `fill="${STATE}"`),
        );
    }
  }
  return parts.join("") + [...boxes.values()].map(box).join("");
}

function describe(graph: ModelGraph): string {
  const nodes = graph.nodes.map(({ name, outputs, parameters }) => {
    const weights = parameters ? `, ${parameters.toLocaleString("en-US")} weights` : "";
    return `${name} ${outputs[0]}${weights}`;
  });
  return `${graph.name}: ${nodes.join("; ")}`;
}

/** The training and the inference model side by side, as an SVG drawing, and the same in words. */
export function seq2seqSvg({ training, encoder, decoder }: Pick<Seq2Seq, "training" | "encoder" | "decoder">): {
  svg: string;
  alt: string;
} {
  const graphs = { training: modelGraph(training), encoder: modelGraph(encoder), decoder: modelGraph(decoder) };
  const rows = Math.max(...Object.values(graphs).map((graph) => layOutModel(graph, 0, 0, GAP).rows));
  const bottom = TOP + heightOf(rows);
  const left = { training: 6, encoder: 6 + 2 * BOX.width + GAP + 44, decoder: 6 + 3 * BOX.width + 2 * GAP + 44 };
  const training_ = layOutModel(graphs.training, left.training, bottom, GAP);
  const encoder_ = layOutModel(graphs.encoder, left.encoder, bottom, GAP);
  const decoder_ = layOutModel(graphs.decoder, left.decoder, bottom, GAP);
  const width = left.decoder + BOX.width + 48;
  const parts = [
    drawGraph(graphs.training, training_),
    drawGraph(graphs.encoder, encoder_),
    drawGraph(graphs.decoder, decoder_),
  ];

  // The encoder's k-th output starts the decoder's k-th state.
  const joined = new Set<string>();
  graphs.encoder.outputs.forEach(({ node }, k) => {
    const input = graphs.decoder.inputs[k + 1]?.node;
    const layer = graphs.decoder.edges.find((edge) => edge.from === input)?.to;
    if (!layer || joined.has(`${node} ${layer}`)) return;
    joined.add(`${node} ${layer}`);
    const [a, b] = [encoder_.boxes.get(node)!, decoder_.boxes.get(layer)!];
    parts.push(
      acrossArrow(a, b, { colour: STATE, dashed: true }),
      svgText((a.x + a.width + b.x) / 2, (a.y + b.y + BOX.height) / 2 - 6, "h, c", "middle", `fill="${STATE}"`),
    );
  });
  // What a step hands to the next: the states, and the note that was chosen.
  for (const { layer } of decoder_.statesOut) parts.push(loopArrow(decoder_.boxes.get(layer)!, { colour: STATE }));
  const last = decoder_.boxes.get(graphs.decoder.outputs[0].node)!;
  const note = decoder_.boxes.get(graphs.decoder.inputs[0].node)!;
  const right = last.x + last.width;
  parts.push(
    arrow(
      `M${right},${round(last.y + last.height / 2)}h26a8,8 0 0 1 8,8V${round(note.y + note.height / 2 - 8)}a8,8 0 0 1 -8,8h-20`,
      [right, note.y + note.height / 2],
      "left",
      { colour: FEEDBACK },
    ),
  );

  const heading = (x: number, title: string, words: string): string =>
    svgText(x, 18, title, "start", 'font-size="14" font-weight="bold"') + svgText(x, 36, words);
  const line = left.encoder - 26;
  parts.push(
    heading(left.training, "Training", "the whole window at once; the decoder is given the right notes"),
    heading(left.encoder, "Inference: the same layers", "the encoder once, then the decoder one note at a time"),
    `<path d="M${line},8V${bottom}" stroke="#8a8a8a" stroke-opacity="0.5"/>`,
  );
  const key = bottom + 26;
  parts.push(
    `<path d="M6,${key - 4}h24" stroke="${STATE}" stroke-width="1.6"/>`,
    svgText(36, key, "hidden and cell states (dashed: once, before the first note)"),
    `<path d="M${left.encoder},${key - 4}h24" stroke="${FEEDBACK}" stroke-width="1.6"/>`,
    svgText(left.encoder + 30, key, "the chosen note, into the next step"),
    svgText(
      6,
      key + 20,
      "B windows in a batch, T timesteps; inside the model sequences are time first, [T, B, units]. " +
        "Layers of the same name share their weights.",
    ),
  );
  const alt =
    `Training beside inference. Training, ${describe(graphs.training)}; the encoder's states h, c start the decoder's layers. ` +
    `Inference, ${describe(graphs.encoder)}; then ${describe(graphs.decoder)}, its states and the chosen note going into the next step.`;
  return { svg: svgDocument(width, key + 30, alt, parts.join("")), alt };
}

/**
 * Shows the training model and the inference model side by side.
 * @example await showModel(model)
 */
export async function showModel(
  model: Pick<Seq2Seq, "training" | "encoder" | "decoder">,
  options: ShowOptions = {},
): Promise<void> {
  const { svg, alt } = seq2seqSvg(model);
  await showDrawing(svg, { ...options, alt: options.alt ?? alt });
}
