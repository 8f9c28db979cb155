import { expect, it } from "vitest";
import { capture, gradientFigure, showGradients, showSlope, slopeFigure } from "../../../lib/display";

it("every weight has a bar in its part's place, and a dot where there is something to compare with", () => {
  const { data } = gradientFigure([
    { name: "encoder", gradients: Float32Array.of(0.5, -1), check: [0.5, -1.25] },
    { name: "<decoder>", gradients: [2], check: [2] },
  ]);
  expect(data.map(({ type, x, y }) => ({ type, x, y }))).toEqual([
    { type: "bar", x: [0, 1], y: [0.5, -1] },
    { type: "bar", x: [2], y: [2] },
    { type: "scatter", x: [0, 1, 2], y: [0.5, -1.25, 2] },
  ]);
  expect(data[1].name).toBe("&lt;decoder&gt;");
  expect(gradientFigure([{ name: "encoder", gradients: [1] }]).data).toHaveLength(1);
});

it("refuses gradients that do not match", () => {
  expect(() => gradientFigure([{ name: "bias", gradients: [1, 2], check: [1] }])).toThrow(
    "bias has 2 gradients and 1 to compare with; give one for each.",
  );
});

it("the line touches the loss where the weight stands and has the slope", () => {
  const { data } = slopeFigure(
    [-1, 0, 2].map((change) => [change, (1 + change) ** 2] as const),
    { loss: 1, slope: 2 },
  );
  expect(data[0].y).toEqual([0, 1, 9]);
  expect([data[1].x, data[1].y]).toEqual([
    [-1, 2],
    [-1, 5],
  ]);
  expect([data[2].x, data[2].y]).toEqual([[0], [1]]);
  expect(() => slopeFigure([], { loss: 1, slope: 2 })).toThrow("A slope needs a curve");
});

it("both are said in words", async () => {
  const outputs = await capture(async () => {
    await showGradients([{ name: "encoder", gradients: [0.5, -1.25] }]);
    await showSlope([[0, 1.5]], { loss: 1.5, slope: -0.25 });
  });
  expect(outputs.map(({ data }) => data["text/plain"])).toEqual([
    "Gradients, a bar for each weight. encoder: 2, the largest 1.3.",
    "The loss as one weight changes, 1.50 where it stands; the slope there is -0.250.",
  ]);
});
