/** Who takes part. */
import { nodeProgram, type Program, pythonProgram } from "./peer";
import type { PeerKey } from "./report";

export interface Entry {
  key: "ours" | PeerKey;
  title: string;
  program: Program;
}

export interface ModelEntry extends Entry {
  bfloat16: boolean;
  /** What it takes to train with so many units, bytes, where that is more than most machines have. */
  memory?: (units: number) => number;
}

/** Those that train the model and generate with it. */
export const modelPrograms: ModelEntry[] = [
  { key: "ours", title: "ours", program: nodeProgram("ours.ts"), bfloat16: true },
  { key: "keras", title: "Keras fit", program: pythonProgram(".venv", "keras_fit.py"), bfloat16: true },
  { key: "kerasGraph", title: "Keras tf.function", program: pythonProgram(".venv", "keras_graph.py"), bfloat16: true },
  { key: "torch", title: "PyTorch", program: pythonProgram(".bench-venv", "torch_peer.py"), bfloat16: true },
  {
    key: "tfjs",
    title: "TF.js layers",
    program: nodeProgram("tfjs.ts"),
    bfloat16: false,
    // It keeps what every timestep made until the step's end: 13 GB at 1024 units.
    memory: (units) => 14e6 * units,
  },
  {
    key: "stockOps",
    title: "ours with TensorFlow's own ops",
    program: nodeProgram("ours.ts", { LSTM_OPS: "tensorflow" }),
    bfloat16: true,
  },
];

/** Those that measure how fast matrices are multiplied, each in a process of its own. */
export const matmulPrograms: { library: string; program: Program }[] = [
  { library: "TensorFlow", program: nodeProgram("matmul.ts") },
  { library: "ours", program: nodeProgram("matmul.ts") },
  { library: "PyTorch", program: pythonProgram(".bench-venv", "torch_matmul.py") },
];

/** Those that read MIDI files. "tfjs" stands for @tonejs/midi here, what a user of TF.js would take. */
export const readPrograms: Entry[] = [
  { key: "ours", title: "ours", program: nodeProgram("ours_read.ts") },
  { key: "pretty_midi", title: "pretty_midi", program: pythonProgram(".venv", "pretty_midi_read.py") },
  { key: "symusic", title: "symusic", program: pythonProgram(".bench-venv", "symusic_read.py") },
  { key: "tfjs", title: "@tonejs/midi", program: nodeProgram("tonejs_read.ts") },
];
