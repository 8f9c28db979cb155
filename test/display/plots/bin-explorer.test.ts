import { beforeAll, describe, expect, it } from "vitest";
import { Melody } from "../../../lib/corpus";
import {
  binExplorerFigure,
  capture,
  explorerRows,
  type Figure,
  showBinExplorer,
  tradeOffFigure,
} from "../../../lib/display";
import {
  ARTICLE,
  binGrid,
  type BinPosition,
  type BinChoices,
  METHODS,
  binCost,
  durationsOf,
  fitNoteBins,
  velocitiesOf,
} from "../../../lib/encoding";

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
const values = {
  duration: () => durationsOf(melodies),
  velocity: () => velocitiesOf(melodies),
};

type Step = { label: string; method: string; args: [Record<"x" | "y" | "text", unknown[]>, number[]] };
type Menu = { active: number; buttons: { label: string; method: string; args: unknown[] }[] };
const controls = (figure: Figure) =>
  figure.layout as unknown as { sliders: { active: number; steps: Step[] }[]; updatemenus: Menu[] };

describe.each(["duration", "velocity"] as const)("the explorer of %s bins", (feature) => {
  let figure: Figure;
  let grid: BinPosition[];
  beforeAll(async () => {
    grid = await binGrid(melodies, feature);
    figure = binExplorerFigure(grid, values[feature](), { feature, units: 64 });
  });

  it("says at every position what lib computes directly", () => {
    const {
      sliders: [{ steps }],
    } = controls(figure);
    expect(steps.map(({ label }) => label)).toEqual(Array.from({ length: 16 }, (_, i) => String(i + 1)));
    for (const {
      label,
      args: [data, traces],
    } of steps) {
      expect(traces).toEqual(Array.from({ length: 3 * METHODS.length }, (_, i) => i + 2));
      METHODS.forEach((method, m) => {
        const bins = fitNoteBins(melodies, { ...ARTICLE, [feature]: { method, count: Number(label) } } as BinChoices);
        const cost = binCost(melodies, bins);
        const [edges, shares, figures] = [3 * m, 3 * m + 1, 3 * m + 2];
        expect(data.x[edges]).toEqual(bins[feature].edges.map((edge) => Number(edge.toPrecision(4))));
        expect(data.y[shares]).toEqual(cost[feature].shares.map((share) => Math.round(share * 1000) / 10));
        const rows = explorerRows({ method, count: Number(label), bins, cost }, feature, 64).map(([, value]) => value);
        expect(data.text[figures]).toEqual([rows.join("<br>")]);
        expect(rows).toContain(`${cost.vocabulary} pseudo-notes`);
        expect(rows).toContain(`${(65 * cost.vocabulary).toLocaleString("en-US")} weights`);
        expect(rows).toContain(`{ method: "${method}", count: ${label} }`);
      });
    }
  });

  it("starts at the article's choice", () => {
    const {
      sliders: [slider],
      updatemenus: [menu],
    } = controls(figure);
    expect([slider.active, menu.active]).toEqual([3, 0]);
    expect(figure.data.slice(2).map(({ visible }) => visible)).toEqual([
      true,
      true,
      true,
      ...Array(3 * METHODS.length - 3).fill(false),
    ]);
    expect(figure.data[4].text).toEqual(slider.steps[3].args[0].text[2]);
  });

  it("has buttons that choose the method and leave the number alone, and one that goes back to 4 quantile bins", () => {
    const {
      sliders: [{ steps }],
      updatemenus: [methods, article],
    } = controls(figure);
    methods.buttons.forEach(({ label, args: [change, traces] }, m) => {
      expect(label).toBe(METHODS[m]);
      expect(change).toEqual({ visible: METHODS.flatMap((_, i) => Array(3).fill(i === m)) });
      expect(traces).toEqual(steps[0].args[1]);
    });
    const [change, layout] = article.buttons[0].args as [object, object];
    expect(change).toEqual({
      ...steps[3].args[0],
      visible: [true, true, true, ...Array(3 * METHODS.length - 3).fill(false)],
    });
    expect(layout).toEqual({ "sliders[0].active": 3, "updatemenus[0].active": 0 });
  });

  it("gives the trade-off the same figures, the article's choice among them", () => {
    const { data } = tradeOffFigure(grid, feature);
    expect(data).toHaveLength(METHODS.length + 1);
    METHODS.forEach((method, m) => {
      const costs = grid.filter((position) => position.method === method).map(({ cost }) => cost);
      expect(data[m].x).toEqual(costs.map((cost) => cost.vocabulary));
      (data[m].y as number[]).forEach((y, i) => expect(y).toBeCloseTo(100 * costs[i][feature].relative, 1));
    });
    expect(data[METHODS.length].x).toEqual([binCost(melodies, fitNoteBins(melodies, ARTICLE)).vocabulary]);
  });
});

it("counts the weights of the input and output layers", () => {
  const position = {
    method: "quantile",
    count: 4,
    bins: { duration: { medians: [1, 2, 3] } },
    cost: {
      vocabulary: 392,
      singletons: 5,
      entropy: 7.5,
      duration: { rms: 0.1, relative: 0.125 },
      velocity: { rms: 6, relative: 0.05 },
    },
  };
  const rows = Object.fromEntries(explorerRows(position as unknown as BinPosition, "duration", 256));
  // 2 kernels of 392 x 1024; 256 x 392 + 392.
  expect(rows["input layers, 2 · V · 4 · 256"]).toBe("802,816 weights");
  expect(rows["output layer, (256 + 1) · V"]).toBe("100,744 weights");
  expect(rows.bins).toBe("3, for edges coincide");
  expect(rows["duration error, relative"]).toBe("12.5 %");
});

it("shows progress, then one figure small enough for a notebook", async () => {
  const outputs = await capture(() => showBinExplorer(melodies, { feature: "duration" }));
  const bundle = outputs[outputs.length - 1].data;
  expect(outputs[0].id).toBe(outputs[outputs.length - 2].id);
  expect(JSON.stringify(bundle["application/vnd.plotly.v1+json"], null, 1).length).toBeLessThan(150_000);
  expect((bundle["image/svg+xml"] as string).length).toBeLessThan(80_000);
});
