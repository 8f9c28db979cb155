/** Where a piece begins: an opening that is chosen, or notes that somebody plays. */
import { encodeNearest, type PlayModel } from "../../lib/play";
import { element } from "../dom";
import { audioContext, type Timbre, Voices } from "../sound/synth";
import { button, choice } from "./controls";
import { Keyboard, listenToMidi } from "./keyboard";
import { Recorder } from "./recorder";

const OWN = "own";
/** Seconds of silence after which the model answers, and notes that there must be. */
const PAUSE = 1.2;
const LEAST_OWN = 4;

export interface OpeningHost {
  timbre(): Timbre;
  isPlaying(): boolean;
  /** There is another prompt. */
  changed(): void;
  /** Somebody has played, and waits for the model. */
  answer(): void;
  say(text: string): void;
}

export class Opening {
  readonly parts: HTMLElement[];
  private readonly recorder = new Recorder();
  private readonly keyboard = new Keyboard((pitch, velocity) => this.hear(pitch, velocity));
  private readonly chosen;
  private readonly answers = element("input", { type: "checkbox", checked: true });
  private readonly words = element("p", { class: "small own" });
  private pause = 0;
  private live: Voices | null = null;

  constructor(
    private readonly model: PlayModel,
    private readonly host: OpeningHost,
  ) {
    const named = model.openings.map(({ name }, i) => ({ value: String(i), text: name }));
    this.chosen = choice("opening", [...named, { value: OWN, text: "your own notes" }], () => host.changed());
    const midi = button("Connect a MIDI instrument", () => this.connect());
    midi.hidden = !("requestMIDIAccess" in navigator);
    const answers = element("label", { class: "check" }, this.answers, "answer when I pause");
    this.parts = [
      element("div", { class: "row" }, this.chosen.node, answers),
      this.keyboard.node,
      element(
        "div",
        { class: "row" },
        button("octave down", () => this.keyboard.shift(-1)),
        button("octave up", () => this.keyboard.shift(1)),
        button("Clear my notes", () => this.clear()),
        midi,
      ),
      this.words,
    ];
  }

  get isOwn(): boolean {
    return this.chosen.value === OWN;
  }

  /** Vocabulary indices; none where nobody has played yet. */
  get prompt(): number[] {
    if (!this.isOwn) {
      this.words.textContent = "";
      return Array.from(this.model.openings[Number(this.chosen.value)].notes);
    }
    const notes = this.recorder.joined;
    const { indices, changed } = encodeNearest(this.model.vocabulary, notes, this.model.heard);
    const nearest = changed > 0 ? ` ${changed} of them the model knows only as the nearest of its notes.` : "";
    this.words.textContent = notes.length > 0 ? `You played ${notes.length} notes.${nearest}` : "Play some notes.";
    return [...indices];
  }

  /** The first opening: the diary's, where there is one. */
  chooseFirst(): void {
    this.chosen.value = "0";
  }

  /** Takes a prompt from elsewhere. */
  take(prompt: readonly number[]): void {
    const known = this.model.openings.findIndex(({ notes }) => Array.from(notes).join() === prompt.join());
    this.chosen.value = known >= 0 ? String(known) : OWN;
    if (known >= 0) return;
    this.recorder.clear();
    this.recorder.notes.push(...this.model.vocabulary.decode(prompt));
  }

  private connect(): void {
    const play = (pitch: number, velocity: number): void => {
      this.keyboard.light(pitch, velocity > 0);
      this.hear(pitch, velocity);
    };
    const refused = "The browser does not let this page use MIDI instruments; the rest works without.";
    listenToMidi(play).then(
      (text) => this.host.say(text),
      () => this.host.say(refused),
    );
  }

  private clear(): void {
    this.recorder.clear();
    window.clearTimeout(this.pause);
    this.host.changed();
  }

  private hear(pitch: number, velocity: number): void {
    const { host, recorder } = this;
    if (velocity > 0 && (!this.isOwn || host.isPlaying())) {
      this.chosen.value = OWN;
      this.clear();
    }
    recorder.hear(pitch, velocity, performance.now() / 1000);
    if (velocity > 0) {
      this.live ??= new Voices();
      this.live.play({ pitch, velocity, start: 0, end: 0.35 }, audioContext().currentTime, host.timbre());
    }
    if (host.isPlaying()) return;
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.answer(), PAUSE * 1000);
    host.changed();
  }

  private answer(): void {
    const { notes, silent } = this.recorder;
    if (this.answers.checked && silent && notes.length >= LEAST_OWN && !this.host.isPlaying()) this.host.answer();
  }
}
