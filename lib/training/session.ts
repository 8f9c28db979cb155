/** The training loop of one session, from where its state says to the last epoch or to a request to stop. */
import type { Seq2Seq, Trainable } from "../model";
import type { Adam } from "./adam";
import { arraysOf, NotFinite } from "./checkpoint-arrays";
import { saveCheckpoint } from "./checkpoints";
import type { BatchSource, Dataset } from "../dataset";
import { Divergence } from "./divergence";
import { evaluate } from "./evaluate";
import type { EpochEntry, OnEpoch } from "./on-epoch";
import { amountDone } from "./position";
import { progressOf, type Pace, type TrainingProgress } from "./progress";
import type { Reduction } from "./reduction";
import { checkpointFolder, explained } from "./run-folder";
import { addStep, closeEpoch, type RunState } from "./run-state";
import { yieldToEventLoop, type StopRequest } from "./stop";
import { takeStep } from "./take-step";
import { betweenEpochs, type Group } from "./workers";

export interface SessionParts<Entry extends EpochEntry, Model extends Trainable = Seq2Seq> {
  dataset: Dataset;
  epochs: number;
  folder: string;
  model: Model;
  adam: Adam;
  reduction: Reduction;
  /** Those that train with this process; undefined: it trains alone. */
  group: Group | undefined;
  state: RunState<Entry>;
  stop: StopRequest;
  onEpoch: OnEpoch<Entry, Model> | undefined;
  checkpointEpochs: number;
  checkpointMinutes: number;
  resumedFrom: number | null;
  messages: string[];
  /** Called before each checkpoint and now and then; throws where the run must end at once. */
  keepAlive(): void;
  report(state: string, make: () => TrainingProgress<Entry>): Promise<void>;
}

const aliveEvery = 30_000; // ms

export class Session<Entry extends EpochEntry, Model extends Trainable = Seq2Seq> {
  private readonly secondsBefore: number;
  private savedAt = performance.now();
  private aliveAt = performance.now();
  private readonly pace: Pace = { began: performance.now(), steps: 0, notes: 0, seconds: 0 };
  /** Epoch and step of the newest checkpoint; "" before the first. */
  private saved: string;
  /** What this process takes of each batch. */
  private readonly batches: BatchSource;

  constructor(private readonly parts: SessionParts<Entry, Model>) {
    const { group, dataset } = parts;
    this.batches = group ? dataset.batches.train.slice(group.rank, group.addresses.length) : dataset.batches.train;
    this.secondsBefore = parts.state.totals.seconds;
    this.saved = parts.resumedFrom === null ? "" : this.position;
  }

  /**
   * Trains. @returns whether the last epoch was reached; false after a request to stop. Either way all is saved.
   * @throws Divergence when the loss is not finite; Error when a checkpoint cannot be written or `onEpoch` throws.
   */
  async run(): Promise<boolean> {
    const { state, epochs } = this.parts;
    await this.report("starting");
    while (state.epoch < epochs) {
      if (!(await this.trainEpoch()) || !(await this.endEpoch())) {
        await this.save();
        await this.report("stopped");
        return false;
      }
    }
    await this.report("finished");
    return true;
  }

  /** The steps of an epoch that are not done yet. @returns false when stopped. */
  private async trainEpoch(): Promise<boolean> {
    const { dataset, state, stop, group, checkpointMinutes } = this.parts;
    while (state.step < dataset.batches.train.steps(state.epoch)) {
      // With others, whether to stop is agreed upon in a step.
      if (!group && stop.requestedBy) return false;
      const began = performance.now();
      const { loss, accuracy, notes, stop: last } = await this.step();
      state.step++;
      this.count(loss, accuracy, notes, (performance.now() - began) / 1000);
      await this.report("training");
      await yieldToEventLoop();
      if (last) return false;
      if (performance.now() - this.savedAt > checkpointMinutes * 60_000) await this.save();
      else this.keepAlive();
    }
    return true;
  }

  private async step(): ReturnType<typeof takeStep> {
    const { dataset, state, stop, group } = this.parts;
    const wish = group !== undefined && stop.requestedBy !== undefined;
    const measures = await takeStep({ ...this.parts, preset: dataset.preset, batches: this.batches }, state, wish);
    if (!Number.isFinite(measures.loss)) throw this.divergence(`loss became ${measures.loss}`);
    return measures;
  }

  /** Closes the epoch, as all ranks agree to. @returns false when it was stopped before or is to stop now. */
  private async endEpoch(): Promise<boolean> {
    const { group, stop } = this.parts;
    const closed = await this.closeEpoch();
    if (!group) return closed;
    return !betweenEpochs(group, closed, stop).last || this.parts.state.epoch === this.parts.epochs;
  }

  /** Validation, `onEpoch`, record and checkpoint. @returns false when stopped before the epoch was complete. */
  private async closeEpoch(): Promise<boolean> {
    const { dataset, model, state, epochs, checkpointEpochs } = this.parts;
    const epoch = state.epoch + 1;
    await this.report("validating");
    const stopped = (): boolean => this.parts.stop.requestedBy !== undefined;
    const validation = await evaluate(model, dataset.batches.validation, stopped);
    if (validation === "stopped") return false;
    if (validation && !Number.isFinite(validation.loss)) {
      throw this.divergence(`loss on the validation songs became ${validation.loss}`);
    }
    const entry = await this.onEpoch(epoch);
    if (entry) state.diary.push(entry);
    closeEpoch(state, validation);
    if (entry || epoch % checkpointEpochs === 0 || epoch === epochs) await this.save();
    return true;
  }

  /** What `onEpoch` returns, as the checkpoints will give it back. */
  private async onEpoch(epoch: number): Promise<Entry | undefined> {
    const { onEpoch, model, epochs } = this.parts;
    let activity = "onEpoch";
    const doing = (what: string): Promise<void> => {
      activity = what;
      return this.report(what);
    };
    try {
      const entry = await onEpoch?.(model, epoch, { epochs, doing });
      return entry && (JSON.parse(JSON.stringify(entry)) as Entry);
    } catch (error) {
      await this.save(); // before the epoch's close, which is then tried again
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `After epoch ${epoch}, ${activity} failed: ${reason} The training up to there is kept; run again to go on.`,
        { cause: error },
      );
    }
  }

  private count(loss: number, accuracy: number, notes: number, seconds: number): void {
    addStep(this.parts.state, loss, accuracy, notes, seconds);
    this.pace.steps++;
    this.pace.notes += notes;
    this.pace.seconds += seconds;
  }

  private keepAlive(): void {
    if (performance.now() - this.aliveAt < aliveEvery) return;
    this.aliveAt = performance.now();
    this.parts.keepAlive();
  }

  /** Writes a checkpoint, unless the newest one says the same or nothing has been done yet. */
  private async save(): Promise<void> {
    const { folder, model, adam, state } = this.parts;
    if (this.position === this.saved || this.position === "0 0") return;
    await this.report("saving");
    this.parts.keepAlive();
    state.totals.seconds = this.secondsBefore + (performance.now() - this.pace.began) / 1000;
    try {
      await saveCheckpoint(checkpointFolder(folder), state, arraysOf(model, adam));
    } catch (error) {
      if (error instanceof NotFinite) throw this.divergence(`weights became infinite or NaN (${error.array})`);
      throw explained(error, folder, `Training has stopped; ${this.lastGood()}; run again to go on from there.`);
    }
    this.saved = this.position;
    this.savedAt = performance.now();
  }

  private get position(): string {
    return `${this.parts.state.epoch} ${this.parts.state.step}`;
  }

  private lastGood(): string {
    if (this.saved === "") return "there is no earlier checkpoint";
    const [epoch, step] = this.saved.split(" ").map(Number);
    return `the checkpoint after ${amountDone({ epoch, step })} is kept`;
  }

  private divergence(what: string): Divergence {
    const { state, dataset, folder } = this.parts;
    return new Divergence(what, state.epoch + 1, state.step, this.lastGood(), dataset.preset.learningRate, folder);
  }

  private report(state: string): Promise<void> {
    const steps = this.parts.dataset.batches.train.steps(this.parts.state.epoch);
    return this.parts.report(state, () => progressOf(state, this.parts, steps, this.pace));
  }
}
