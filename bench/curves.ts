/** Our loss in float32 and with bfloat16 products: the same weights, windows and dropout masks at the start. */
import { modelPrograms } from "./catalogue";
import { Peer } from "./peer";
import { type Precision, type Workload, writeWorkload } from "./workload";

/** The loss of each step, nats per note. */
export async function lossCurve(workload: Workload, steps: number, folder: string): Promise<number[]> {
  const { title, program } = modelPrograms.find(({ key }) => key === "ours")!;
  const peer = new Peer(title, program);
  try {
    await peer.ask({ do: "prepare", workload: writeWorkload(folder, `curve-${workload.precision}`, workload) });
    return (await peer.ask<{ losses: number[] }>({ do: "train", steps })).losses;
  } finally {
    await peer.stop();
  }
}

export type Curves = Record<Precision, number[]>;
