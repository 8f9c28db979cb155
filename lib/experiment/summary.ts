/** What a run amounts to, in figures: the schema of `summary.json`, from which its type is inferred. */
import { z } from "zod";
import { type FeatureName, FEATURES, featuresIn, type NoteBins, partOf } from "../encoding";
import type { TrainingRun } from "../training";

const count = z.number().int().nonnegative();
const finite = z.number().finite();
/** A figure that may not apply, or is not measured yet: null then, never invented. */
const maybe = <T extends z.ZodTypeAny>(type: T) => type.nullable();
/** A section: null until it is measured, and where it is missing because the file is older than the section. */
const section = <T extends z.ZodTypeAny>(type: T) => type.nullable().default(null);
const record = <T extends z.ZodRawShape>(fields: T) => section(z.strictObject(fields));

const diaryEntry = z.strictObject({
  epoch: count,
  /** MIDI file, relative to the results' folder. */
  file: z.string(),
  notes: count,
  /** Distinct pseudo-notes. */
  distinct: maybe(count),
  /** Notes in the longest run of one pseudo-note. */
  longestRun: maybe(count),
  /** Notes in the loop the piece ends in; null where there is none. */
  loopPeriod: maybe(count),
  stage: maybe(z.union([z.literal(1), z.literal(2), z.literal(3)])),
  /** Notes in the longest passage copied from a training song. */
  longestCopy: maybe(count),
});

type ListedFeature = (typeof FEATURES)[number];

/** Inner edges of a feature's bins; the unit is left out where the values are plain numbers. */
type BinSection<F extends ListedFeature> = F["unit"] extends string
  ? { edges: number[]; unit: F["unit"] }
  : { edges: number[] };

/** A section for each feature: `duration` in seconds, `velocity` in MIDI's numbers. */
type BinSections = { [F in ListedFeature as F["name"]]: BinSection<F> };

const binSections = Object.fromEntries(
  FEATURES.map(({ name, unit }) => [name, record({ edges: z.array(finite), ...(unit && { unit: z.literal(unit) }) })]),
) as unknown as { [N in FeatureName]: z.ZodType<BinSections[N] | null, z.ZodTypeDef, unknown> };

const summary = z.object({
  corpus: record({
    files: count,
    melodies: count,
    notes: count,
    skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  }),
  ...binSections,
  /** Number of distinct pseudo-notes. */
  vocabulary: record({ size: count }),
  /** Shape of the one-hot tensor of the training windows: windows, timesteps, vocabulary. */
  tensor: record({ shape: z.tuple([count, count, count]) }),
  model: record({ parameters: count, units: z.array(count), objective: z.string() }),
  /** loss: nats per note, mean over the last epoch; seconds: training time of all sessions together. */
  training: record({
    epochs: count,
    loss: finite,
    seconds: finite,
    notesPerSecond: finite,
    resumedFrom: maybe(count),
  }),
  diary: section(z.array(diaryEntry)),
  /** A collection that the model has never seen. */
  unseen: record({
    collection: z.string(),
    tunes: count,
    /** Mean surprise in bits per note, of the network and of its opponents; less is better. */
    bitsPerNote: z.strictObject({
      network: maybe(finite),
      plain: maybe(finite),
      kneserNey: maybe(finite),
      memory: maybe(finite),
    }),
    /** Pieces composed, and those whose measures lie within the range of people's. */
    composed: z.strictObject({ pieces: maybe(count), withinPeople: maybe(count) }),
  }),
});

export type Summary = z.infer<typeof summary>;

/** A diary entry as `summary.json` has it. */
export type SummaryDiaryEntry = z.infer<typeof diaryEntry>;

/** The sections of a summary that say where `bins` are cut. */
export function binSummary(bins: NoteBins): Partial<BinSections> {
  return Object.fromEntries(
    featuresIn(bins).map((feature) => {
      const { name, unit } = feature;
      return [name, { edges: [...partOf(bins, feature).edges], ...(unit && { unit }) }];
    }),
  ) as Partial<BinSections>;
}

/** A summary in which nothing has been measured yet. */
export function emptySummary(): Summary {
  return parseSummary({});
}

/**
 * A whole summary. A section that is missing is null; one that is not known is kept as it is, because the file may be
 * from a newer version of this program.
 * @throws Error that names each field which is not as it should be.
 */
export function parseSummary(value: unknown): Summary {
  return check(summary.passthrough(), value);
}

/** Some sections of a summary. @throws Error as {@link parseSummary}, and for a section that is not known. */
export function parseSections(value: Partial<Summary>): Partial<Summary> {
  return check(summary.partial().strict(), value);
}

/** The section `training` of a run; null where no epoch is finished. */
export function summaryTraining(
  run: Pick<TrainingRun, "last" | "seconds" | "notesPerSecond" | "resumedFrom">,
): Summary["training"] {
  const { last, seconds, notesPerSecond, resumedFrom } = run;
  return last ? { epochs: last.epoch, loss: last.loss, seconds, notesPerSecond, resumedFrom } : null;
}

/** Of diary entries, what `summary.json` has of them: without the piece itself and further measures. */
export function summaryDiary(entries: readonly SummaryDiaryEntry[]): SummaryDiaryEntry[] {
  return z.array(diaryEntry.strip()).parse(entries);
}

function check<T extends z.ZodTypeAny>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new Error(faults.join("; "));
}
