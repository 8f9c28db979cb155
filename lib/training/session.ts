/** The training loop of one session, from where its state says to the last epoch or to a request to stop. */
import type { Seq2Seq } from "../model";
import type { Adam } from "./adam";
import { arraysOf, NotFinite } from "./arrays";
import { saveCheckpoint } from "./checkpoint";
import { type Dataset, batchOf, epochOrder, stepsOf, stepSeed } from "../dataset";
import { diaryDue, type Compose, type DiaryEntry } from "./diary";
import { Divergence } from "./divergence";
import { evaluate } from "./evaluate";
import { amountDone, type TrainingProgress, type TrainingState } from "./progress";
import { progressOf, type Pace } from "./progress-of";
import { checkpointFolder, explained } from "./run-folder";
import { addStep, closeEpoch, type RunState } from "./run-state";
import { trainStep } from "./step";
import { yieldToEventLoop, type StopRequest } from "./stop";

export interface SessionParts {
  dataset: Dataset;
  epochs: number;
  folder: string;
  model: Seq2Seq;
  adam: Adam;
  state: RunState;
  stop: StopRequest;
  compose: Compose | undefined;
  checkpointEpochs: number;
  checkpointMinutes: number;
  resumedFrom: number | null;
  messages: string[];
  /** Called before each checkpoint and now and then; throws where the run must end at once. */
  keepAlive(): void;
  report(state: TrainingState, make: () => TrainingProgress): Promise<void>;
}

const aliveEvery = 30_000; // ms

export class Session {
  private readonly secondsBefore: number;
  private readonly steps: number;
  private savedAt = performance.now();
  private aliveAt = performance.now();
  private readonly pace: Pace = { began: performance.now(), steps: 0, notes: 0, seconds: 0 };
  /** Epoch and step of the newest checkpoint; "" before the first. */
  private saved: string;

  constructor(private readonly parts: SessionParts) {
    const { state, dataset, resumedFrom } = parts;
    this.secondsBefore = state.totals.seconds;
    this.steps = stepsOf(dataset.windows.train.count, dataset.preset.batch);
    this.saved = resumedFrom === null ? "" : this.position;
  }

  /**
   * Trains. @returns whether the last epoch was reached; false after a request to stop. Either way all is saved.
   * @throws Divergence when the loss is not finite; Error when a checkpoint or a diary entry cannot be made.
   */
  async run(): Promise<boolean> {
    const { state, epochs } = this.parts;
    await this.report("starting");
    while (state.epoch < epochs) {
      if (!(await this.trainEpoch()) || !(await this.closeEpoch())) {
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
    const { dataset, model, adam, state, stop, checkpointMinutes } = this.parts;
    const { seed, batch: size } = dataset.preset;
    const order = epochOrder(dataset.windows.train.count, seed, state.epoch);
    while (state.step < this.steps) {
      if (stop.requestedBy) return false;
      const batch = batchOf(dataset.windows.train, order, size, state.step);
      const began = performance.now();
      const { loss, accuracy } = trainStep(model, adam, batch, stepSeed(seed, state.epoch, state.step));
      if (!Number.isFinite(loss)) throw this.divergence(`loss became ${loss}`);
      state.step++;
      this.count(loss, accuracy, batch.size * batch.timesteps, (performance.now() - began) / 1000);
      await this.report("training");
      await yieldToEventLoop();
      if (performance.now() - this.savedAt > checkpointMinutes * 60_000) await this.save();
      else this.keepAlive();
    }
    return true;
  }

  /** Validation, diary, record and checkpoint. @returns false when stopped before the epoch was complete. */
  private async closeEpoch(): Promise<boolean> {
    const { dataset, model, state, epochs, checkpointEpochs } = this.parts;
    const epoch = state.epoch + 1;
    await this.report("validating");
    const stopped = (): boolean => this.parts.stop.requestedBy !== undefined;
    const validation = await evaluate(model, dataset.windows.validation, dataset.preset.batch, stopped);
    if (validation === "stopped") return false;
    if (validation && !Number.isFinite(validation.loss)) {
      throw this.divergence(`loss on the held-back songs became ${validation.loss}`);
    }
    const due = diaryDue(epoch, dataset.preset.diaryEvery, epochs);
    const entry = due ? await this.compose(epoch) : undefined;
    if (entry) state.diary.push(entry);
    closeEpoch(state, validation);
    if (due || epoch % checkpointEpochs === 0 || epoch === epochs) await this.save();
    return true;
  }

  private async compose(epoch: number): Promise<DiaryEntry | undefined> {
    const { compose, model } = this.parts;
    if (!compose) return undefined;
    await this.report("composing");
    try {
      return await compose(model, epoch);
    } catch (error) {
      await this.save(); // before the epoch's close, which is then tried again
      throw new Error(
        `The diary's piece of epoch ${epoch} could not be made: ${(error as Error).message} ` +
          "The training up to there is kept; run again to go on.",
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

  private report(state: TrainingState): Promise<void> {
    return this.parts.report(state, () => progressOf(state, this.parts, this.steps, this.pace));
  }
}
