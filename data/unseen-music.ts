/** What the long run's model makes of openings that it has never heard, in many ways, beside people. */
import type { Dataset, Split } from "../lib/dataset";
import { bootstrap, openingsOf, peopleRange, pieceMeasurer, spreadOver, withinPeople } from "../lib/evaluation";
import {
  type DecodingRow,
  decodingRow,
  PEOPLES,
  peopleSurprise,
  PIECE_LENGTH,
  type UnseenRecord,
} from "../lib/experiment";
import { argmax, beam, generate, repetitionPenalty, sample, steadySurprise, type Strategy } from "../lib/generation";
import type { PointerModel } from "../lib/model";

/** Openings that are gone on from: so many, evenly over the test tunes that are long enough. */
const OPENINGS = 24;

/** Random seeds from which each opening is gone on from, where as many pieces as can be are to be judged. */
const SEEDS = [1, 2, 3];

const seeking: Record<string, Strategy> = {
  argmax,
  "beam of 4": beam({ width: 4 }),
  "repetition penalty 1": repetitionPenalty(1),
  "repetition penalty 4": repetitionPenalty(4),
};

const drawing: Record<string, Strategy> = Object.fromEntries(
  [0.7, 0.85, 1, 1.1, 1.2].flatMap((temperature) =>
    [0.9, 0.95, 1].map((topP) => [`temperature ${temperature}, top-p ${topP}`, sample({ temperature, topP })]),
  ),
);

const steady = (bits: number): Record<string, Strategy> =>
  Object.fromEntries(
    [0.4, 0.6, 0.8, 1].flatMap((gain) =>
      [0.9, 0.95].map((memory) => [
        `steady at ${bits} bits, gain ${gain}, memory ${memory}`,
        steadySurprise({ bits, gain, memory }),
      ]),
    ),
  );

export type Music = Pick<
  UnseenRecord,
  "peopleBits" | "people" | "decoding" | "pieces" | "validation" | "chosen" | "every"
>;

type Known = Pick<Dataset, "songs" | "vocabulary">;

/** The openings of one side, people's range over all of them, and how to measure. */
function sideOf(dataset: Known, side: Split) {
  const measure = pieceMeasurer(dataset);
  const openings = openingsOf(dataset, PIECE_LENGTH, side);
  const peoples = openings.map(({ people }) => measure(people));
  return { measure, openings, peoples, range: peopleRange(peoples) };
}

/** The way most of whose pieces lie within people's range, the first of several. */
function best(rows: readonly DecodingRow[]): string {
  return rows.reduce((most, row) => (row.withinPeople > most.withinPeople ? row : most)).name;
}

/** Every way of drawing on all validation openings, by which one is chosen; every way at all on some of the test openings, and
 * the chosen one, plain sampling and people on all of them. */
export function musicOf(dataset: Known, model: PointerModel, say: (text: string) => void): Music {
  const [validation, test] = (["validation", "test"] as const).map((side) => sideOf(dataset, side));
  const made = (openings: typeof test.openings, strategy: Strategy, seed: number) =>
    generate(
      model,
      openings.map(({ notes }) => notes),
      { length: PIECE_LENGTH, strategy, seed },
    );
  const peopleBits = peopleSurprise(model, validation.openings)!;
  const draws = { ...drawing, ...steady(peopleBits) };
  const deciding = Object.entries(draws).map(([name, strategy]) => {
    say(`validation tunes: ${name}`);
    const pieces = SEEDS.flatMap((seed) => made(validation.openings, strategy, seed).map(validation.measure));
    return decodingRow(name, pieces, validation.range);
  });
  const chosen = best(deciding);
  const some = spreadOver(test.openings, OPENINGS);
  let kept: Int32Array[] = [];
  const decoding = Object.entries({ ...seeking, ...draws }).map(([name, strategy]) => {
    say(`test tunes: ${name}`);
    const pieces = made(some, strategy, 1);
    if (name === chosen) kept = pieces;
    return decodingRow(name, pieces.map(test.measure), test.range);
  });
  const share = (name: string, pieces: readonly (typeof test.peoples)[]) => {
    const within = pieces.map(
      (of) => of.filter((piece) => withinPeople(piece, test.range, PEOPLES)).length / of.length,
    );
    const all = pieces.flat();
    return {
      name,
      openings: pieces.length,
      pieces: all.length,
      withinPeople: decodingRow(name, all, test.range).withinPeople,
      share: bootstrap(within.map((value) => ({ value, weight: 1 }))),
    };
  };
  const everyOpening = (strategy: Strategy) => {
    const bySeed = SEEDS.map((seed) => made(test.openings, strategy, seed).map(test.measure));
    return test.openings.map((_, i) => bySeed.map((pieces) => pieces[i]));
  };
  say("test tunes: every opening");
  const plain = best(deciding.filter(({ name }) => name in drawing));
  return {
    peopleBits,
    people: { ...test.range },
    validation: [decodingRow("people", validation.peoples, validation.range), ...deciding],
    decoding: [
      decodingRow(
        "people",
        some.map(({ people }) => test.measure(people)),
        test.range,
      ),
      ...decoding,
    ],
    chosen,
    every: [
      share(
        "people",
        test.peoples.map((people) => [people]),
      ),
      ...[...new Set([plain, chosen])].map((name) => share(name, everyOpening(draws[name]))),
    ],
    pieces: kept.map((piece, i) => ({ file: some[i].file, piece: [...piece] })),
  };
}
