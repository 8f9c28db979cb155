/** Watching the model learn: a line on how far it is, the curves, and the latest piece to hear, all updated in place. */
import { LEAST_LOOP } from "../../evaluation";
import type { DiaryEntry } from "../../experiment";
import {
  type TrainingRun,
  amountDone,
  type OnProgress,
  type TrainingProgress,
  type TrainingState,
} from "../../training";
import { drawingHtml } from "./drawing";
import { escapeHtml, showable } from "./escape";
import { formatNumber } from "../number";
import { newId, show } from "./output";
import { plotBundle } from "../plots/plot";
import { barHtml, formatTime } from "./progress";
import { type Sound, soundsBundle } from "../music/sound";
import { describeHistory, trainingFigure, trainingSvg } from "../plots/training-chart";

export interface TrainingViewOptions {
  /** Turns a diary entry into notes to hear; without it the diary is not played. */
  listen?: (entry: DiaryEntry) => Sound | undefined;
  /** Shown at most this often while a state lasts, in ms; default 500. */
  pause?: number;
}

type Outcome = Pick<TrainingRun<DiaryEntry>, "history" | "diary" | "messages">;

/** A view of a training run. */
export interface TrainingView {
  /** Give it to the training as its `onProgress`. */
  onProgress: OnProgress<TrainingProgress<DiaryEntry>>;
  /**
   * Call after the training: puts the Plotly figure in the drawing's place. Given the run, it also shows one that had
   * nothing left to do and so reported no progress, and says who stopped it.
   */
  finish(run?: Outcome): Promise<void>;
}

/** What a run does by itself; what `onEpoch` is doing it says itself. */
const STATES: Record<TrainingState, string> = {
  starting: "starting",
  training: "training",
  validating: "predicting the validation songs",
  saving: "saving",
  stopped: "stopped",
  finished: "finished",
};

/** The state of a run in words: what it is doing, how fast, how long it will take. */
export function trainingText(p: TrainingProgress): string {
  const parts = [`${STATES[p.state as TrainingState] ?? p.state}: epoch ${p.epoch} of ${p.epochs}`];
  if (p.state === "training") parts.push(`step ${p.step} of ${p.steps}`);
  if (p.loss !== null) parts.push(`loss ${formatNumber(p.loss)}`);
  if (p.accuracy !== null) parts.push(`accuracy ${formatNumber(100 * p.accuracy)} %`);
  if (p.notesPerSecond !== null) parts.push(`${formatNumber(Math.round(p.notesPerSecond))} notes/s`);
  if (p.secondsLeft !== null && p.state !== "finished" && p.state !== "stopped")
    parts.push(`${formatTime(p.secondsLeft)} left`);
  if (p.resumedFrom !== null)
    parts.push(
      p.resumedFrom > 0 ? `resumed after ${amountDone({ epoch: p.resumedFrom })}` : "resumed within the first epoch",
    );
  return parts.join(" · ");
}

/** What a run that was finished earlier would have reported last. */
function atItsEnd({ history, diary, messages }: Outcome): TrainingProgress<DiaryEntry> {
  const { epoch, loss, accuracy, notesPerSecond } = history[history.length - 1];
  const now = { state: "finished" as const, epoch, epochs: epoch, step: 0, steps: 0, loss, accuracy, notesPerSecond };
  return { ...now, secondsLeft: null, resumedFrom: null, history, diary, messages };
}

/** Whether a piece repeats itself, in words. */
function ending({ loopPeriod, longestRun }: DiaryEntry): string {
  if (loopPeriod !== null)
    return loopPeriod === 1 ? "ends on one note repeated" : `ends in a loop of ${loopPeriod} notes`;
  return (longestRun ?? 0) >= LEAST_LOOP ? `holds one note for ${longestRun} notes` : "no loop";
}

/** A diary entry's measures in words. */
export function entryText(entry: DiaryEntry): string {
  const { epoch, notes, distinct, longestRun, stage } = entry;
  const parts = [`epoch ${epoch}: ${notes} notes`];
  if (distinct !== null) parts.push(`${distinct} different`);
  if (longestRun !== null) parts.push(ending(entry), stage === null ? "none of the stages" : `stage ${stage}`);
  return parts.join(", ");
}

function share({ epoch, epochs, step, steps, state }: TrainingProgress): number {
  if (state === "finished") return 1;
  return epochs > 0 ? (Math.max(0, epoch - 1) + (steps > 0 ? step / steps : 0)) / epochs : 0;
}

/**
 * Starts a view of a training run: three outputs, for the state, the curves and the latest diary entry. They are
 * separate so that a piece plays on while the state beside it changes.
 * @example const view = trainingView({ listen: (entry) => ({ notes: vocabulary.decode(entry.indices), title: entryText(entry) }) });
 * const result = await train({ …, onProgress: view.onProgress }); await view.finish();
 */
export function trainingView(options: TrainingViewOptions = {}): TrainingView {
  const ids = { state: newId(), chart: newId(), diary: newId() };
  const pause = options.pause ?? 500;
  let last = -Infinity;
  let ended = "";
  let drawn = "";
  let heard = 0;
  let latest: TrainingProgress<DiaryEntry> | undefined;

  const drawState = (p: TrainingProgress): void => {
    const text = trainingText(p);
    const messages = p.messages.map((message) => `<div>${escapeHtml(message)}</div>`).join("");
    const html = `<div>${barHtml(share(p))} ${escapeHtml(text)}</div>${messages}`;
    show({ "text/html": html, "text/plain": [text, ...p.messages].map(showable).join("\n") }, ids.state);
  };
  const drawChart = (p: TrainingProgress): void => {
    const now = `${p.history.length} of ${p.epochs}`;
    if (p.history.length === 0 || now === drawn) return;
    drawn = now;
    const alt = describeHistory(p.history);
    show({ "text/html": drawingHtml(trainingSvg(p), alt), "text/plain": alt }, ids.chart);
  };
  const play = async (p: TrainingProgress<DiaryEntry>): Promise<void> => {
    const entry = p.diary[p.diary.length - 1];
    if (!entry || entry.epoch === heard) return;
    heard = entry.epoch;
    const text = entryText(entry);
    const sound = options.listen?.(entry);
    const bundle =
      sound && sound.notes.length > 0 ? await soundsBundle([sound]) : { "text/html": `<div>${escapeHtml(text)}</div>` };
    show({ ...bundle, "text/plain": text }, ids.diary);
  };
  const draw = async (p: TrainingProgress<DiaryEntry>): Promise<void> => {
    drawState(p);
    drawChart(p);
    await play(p);
  };
  return {
    async onProgress(p) {
      latest = p;
      const now = performance.now();
      const end = p.state === "finished" || p.state === "stopped" ? p.state : "";
      if (end === ended && now - last < pause) return;
      [last, ended] = [now, end];
      await draw(p);
    },
    async finish(run) {
      if (latest && run)
        latest = { ...latest, messages: run.messages }; // with what is known only at the end
      else if (run && run.history.length > 0) latest = atItsEnd(run);
      if (!latest) return;
      await draw(latest);
      if (latest.history.length > 0)
        show(await plotBundle(trainingFigure(latest.history), describeHistory(latest.history)), ids.chart);
    },
  };
}
