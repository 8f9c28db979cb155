import { expect, it } from "vitest";
import { Melody } from "../../../lib/corpus";
import { tradeOffFigure } from "../../../lib/display";
import { ARTICLE, binCost, binGrid, fitNoteBins, METHODS } from "../../../lib/encoding";

/** Two melodies with durations from 0.05 to about 3 s and velocities from 30 to 120, repeated values among them. */
const melodies: Melody[] = [0, 1].map((m) =>
  Melody.from({
    file: `${m}.mid`,
    track: "t",
    program: 0,
    notes: Array.from({ length: 150 }, (_, i) => {
      const start = i / 2;
      return {
        pitch: 55 + ((i * 5 + m) % 17),
        velocity: 30 + ((i * i + 7 * m) % 91),
        start,
        end: start + 0.05 * 1.09 ** ((i * 11 + m) % 47),
      };
    }),
  }),
);

it.each(["duration", "velocity"] as const)("the trade-off of %s bins has the grid's figures", async (feature) => {
  const grid = await binGrid(melodies, feature);
  const { data } = tradeOffFigure(grid, feature);
  expect(data).toHaveLength(METHODS.length + 1);
  METHODS.forEach((method, m) => {
    const costs = grid.filter((position) => position.method === method).map(({ cost }) => cost);
    expect(data[m].x).toEqual(costs.map((cost) => cost.vocabulary));
    (data[m].y as number[]).forEach((y, i) => expect(y).toBeCloseTo(100 * costs[i][feature].relative, 1));
  });
  expect(data[4].x).toEqual([binCost(melodies, fitNoteBins(melodies, ARTICLE)).vocabulary]);
});
