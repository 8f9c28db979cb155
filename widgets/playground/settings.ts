/** What can be turned while it plays. */
import type { NoteSettings, Performance, PlayModel } from "../../lib/play";
import { element } from "../dom";
import type { Timbre } from "../sound/synth";
import { setVolume, volume } from "../sound/volume";
import { choice, slider } from "./controls";
import { INSTRUMENTS } from "./instruments";
import type { Settings } from "./piece";

const STAGES = ["", "one note repeated", "short loops", "melodies"];

export class SettingsPanel {
  readonly node: HTMLElement;
  private readonly temperature = slider({
    label: "temperature",
    min: 0,
    max: 2,
    step: 0.05,
    value: 0.9,
    say: (value) => (value === 0 ? "0: always the likeliest note" : value.toFixed(2)),
    onInput: () => this.onChange(),
  });
  private readonly topP = slider({
    label: "top-p",
    min: 0.05,
    max: 1,
    step: 0.05,
    value: 1,
    say: (value) => (value === 1 ? "1: all notes" : `${value.toFixed(2)}: the likeliest ${Math.round(100 * value)} %`),
    onInput: () => this.onChange(),
  });
  private readonly speed = slider({
    label: "tempo",
    min: 0.5,
    max: 2,
    step: 0.05,
    value: 1,
    say: (value) => `× ${value.toFixed(2)}`,
    onInput: () => this.onChange(),
  });
  private readonly instrument = choice(
    "instrument",
    Object.keys(INSTRUMENTS).map((name) => ({ value: name, text: name })),
    () => this.onChange(),
  );
  private readonly loudness = slider({
    label: "volume",
    min: 0,
    max: 1,
    step: 0.05,
    value: volume(),
    say: (value) => `${Math.round(100 * value)} %`,
    onInput: () => setVolume(this.loudness.value),
  });
  private readonly stage;

  constructor(
    private readonly model: PlayModel,
    /** Called when something is turned. */
    private readonly onChange: () => void,
  ) {
    const { snapshots } = model;
    this.stage = slider({
      label: "training",
      min: 0,
      max: snapshots.length - 1,
      step: 1,
      value: snapshots.length - 1,
      say: (at) => {
        const { epoch, stage } = snapshots[at];
        return `after epoch ${epoch}${stage ? ` (stage ${stage}: ${STAGES[stage]})` : ""}`;
      },
      onInput: () => this.onChange(),
    });
    const all = [this.temperature, this.topP, this.stage, this.speed, this.instrument, this.loudness];
    this.node = element("div", { class: "controls" }, ...all.map(({ node }) => node));
    const several = snapshots.length > 1;
    this.stage.node.hidden = !several;
    const terms =
      "Temperature: how often a less likely note is dared. Top-p: only the likeliest notes, which together have so much of the probability.";
    this.node.prepend(element("p", { class: "small" }, terms));
    const hint = "From one note to melodies: press “As in the article”, then move the training.";
    if (several) this.node.prepend(element("p", { class: "small" }, hint));
  }

  get settings(): Settings {
    const { temperature, topP, stage, model } = this;
    return { temperature: temperature.value, topP: topP.value, epoch: model.snapshots[stage.value].epoch };
  }

  get tempo(): number {
    return this.speed.value;
  }

  get timbre(): Timbre {
    return INSTRUMENTS[this.instrument.value];
  }

  get performance(): Required<Performance> {
    return { tempo: this.tempo, instrument: this.instrument.value };
  }

  /** Shows other settings; what is not named stays. */
  set({ temperature, topP, epoch }: NoteSettings, { tempo, instrument }: Performance = {}): void {
    if (temperature !== undefined) this.temperature.value = temperature;
    if (topP !== undefined) this.topP.value = topP;
    const at = this.model.snapshots.findIndex((snapshot) => snapshot.epoch === epoch);
    if (at >= 0) this.stage.value = at;
    if (tempo !== undefined) this.speed.value = tempo;
    if (instrument !== undefined && Object.hasOwn(INSTRUMENTS, instrument)) this.instrument.value = instrument;
  }
}
