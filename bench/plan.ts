/** What the bench runs, and for how long. Together under 10 minutes on 2 cores. */
import type { ModelBench } from "./model-bench";
import type { RowName } from "./report";
import type { Limits } from "./rounds";
import type { WorkersBench } from "./workers-bench";
import { articleWorkload } from "./workload";

export interface Plan {
  models: ModelBench[];
  /** Null: none. */
  workers: WorkersBench | null;
  read: Limits | null;
  /** Files of the collections by which growth is measured. */
  scale: readonly number[];
  /** Steps of the float32 and the bfloat16 loss curve; 0: none. */
  curve: number;
}

const rounds = (seconds: number): Limits => ({ seconds, least: 3, most: 9 });

/** @param only rows to measure; empty: all */
export function makePlan(only: readonly RowName[]): Plan {
  const wanted = (name: string) => only.length === 0 || only.includes(name as RowName);
  const matmul = 4096;
  const models: ModelBench[] = [
    {
      name: "train.256",
      workload: articleWorkload(256),
      limits: rounds(60),
      turn: 1.2,
      matmul,
      generations: [
        { name: "generate.256", songs: 1, length: 256, limits: rounds(15) },
        { name: "generate.256.batch64", songs: 64, length: 256, limits: rounds(20) },
      ],
    },
    {
      name: "train.1024",
      workload: articleWorkload(1024),
      limits: rounds(80),
      turn: 2,
      matmul,
      generations: [{ name: "generate.1024", songs: 1, length: 256, limits: rounds(25) }],
    },
    {
      name: "train.1024.bf16",
      workload: articleWorkload(1024, "bfloat16"),
      limits: rounds(45),
      turn: 2,
      matmul,
      generations: [],
    },
  ];
  const counts = [1, 2, 4].filter((count) => wanted(`workers.${count}`));
  return {
    workers: counts.length > 0 ? { counts, workload: articleWorkload(256), limits: rounds(20), turn: 1.5 } : null,
    models: models.flatMap((model) => {
      const generations = model.generations.filter(({ name }) => wanted(name));
      if (wanted(model.name)) return [{ ...model, generations }];
      // The model is made all the same, and trained for a round.
      return generations.length > 0
        ? [{ ...model, generations, matmul: 0, limits: { seconds: 0, least: 1, most: 1 } }]
        : [];
    }),
    read: wanted("read") ? rounds(30) : null,
    // The largest takes minutes to be made, so it must be asked for by name.
    scale: only.includes("scale") ? [1000, 10_000, 100_000] : only.length === 0 ? [1000, 10_000] : [],
    curve: wanted("train.1024.bf16") ? 80 : 0,
  };
}
