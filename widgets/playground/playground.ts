/** The playground: an opening, the model that goes on with it, and everything that can be turned meanwhile. */
import { type NoteSettings, type PlayModel, readLink, type Turn } from "../../lib/play";
import { element } from "../dom";
import { ChanceBars } from "./chance-bars";
import { button } from "./controls";
import { LiveRoll } from "./live-roll";
import { Performer } from "./performer";
import { Opening } from "./opening";
import { indexOf, Piece } from "./piece";
import { SettingsPanel } from "./settings";
import { type Heard, TakeAlong } from "./take-along";

/** Notes of an opening that are heard before the model goes on. */
const LEAD = 8;

export class Playground {
  private readonly performer = new Performer();
  private readonly roll = new LiveRoll((seconds) => this.seek(seconds));
  private readonly index;
  private readonly panel: SettingsPanel;
  private readonly bars: ChanceBars;
  private readonly along: TakeAlong;
  private readonly opening: Opening;
  private readonly go = button("▶ Continue", () => this.toggle(), { class: "main" });
  private readonly status = element("p", { class: "status", role: "status" });
  private readonly whose = element("p", { class: "whose" });
  private readonly aloud = element("p", { class: "hidden-text", role: "status" });
  private piece: Piece | null = null;
  private seed = 1;
  /** Changes of a linked piece that are still to come. */
  private script: readonly Turn[] = [];
  private scriptStart: NoteSettings = {};

  constructor(
    place: HTMLElement,
    private readonly model: PlayModel,
  ) {
    this.index = indexOf(model);
    this.panel = new SettingsPanel(model, () => (this.script = []));
    this.bars = new ChanceBars(model);
    this.along = new TakeAlong(
      model,
      () => this.heard(),
      (text) => this.say(text),
    );
    this.opening = new Opening(model, {
      timbre: () => this.panel.timbre,
      isPlaying: () => this.performer.isPlaying,
      changed: () => this.fresh(),
      answer: () => this.start(),
      say: (text) => this.say(text),
    });
    place.append(...this.sections());
    this.fromLink();
    this.fresh();
    const frame = (): void => {
      this.draw();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  private sections(): HTMLElement[] {
    const { panel, roll, bars, along, opening } = this;
    const article = button("As in the article", () => {
      this.panel.set({ temperature: 0, topP: 1 });
      opening.chooseFirst();
      this.fresh();
      this.start();
    });
    const section = (title: string, ...parts: Node[]): HTMLElement =>
      element("section", {}, element("h2", {}, title), ...parts);
    const row = (...parts: Node[]): HTMLElement => element("div", { class: "row" }, ...parts);
    return [
      section("Begin", ...opening.parts),
      section(
        "Listen",
        row(
          this.go,
          button("Again", () => this.again(this.seed)),
          button("Another", () => this.again(this.seed + 1)),
          article,
        ),
        roll.node,
        this.status,
        this.whose,
        this.aloud,
      ),
      section("Turn while it plays", panel.node),
      section("The next note", bars.node),
      section("Take it along", along.node),
    ];
  }

  /** A piece from the beginning, with the opening that is chosen. */
  private fresh(): void {
    if (this.script.length > 0) this.panel.set(this.scriptStart);
    const { prompt, isOwn } = this.opening;
    this.piece = prompt.length > 0 ? this.newPiece(prompt) : null;
    // One's own notes have been heard already; of an opening the last few lead over.
    const { notes, end } = this.piece ?? { notes: [], end: 0 };
    this.performer.moveTo(isOwn ? end : (notes[Math.max(0, prompt.length - LEAD)]?.start ?? end));
    this.shown();
  }

  private newPiece(prompt: readonly number[]): Piece {
    return new Piece(this.model, prompt, this.seed, this.panel.settings, this.index, this.panel.tempo);
  }

  private start(): void {
    const { panel, piece } = this;
    if (!piece) {
      this.say("Play some notes first, or choose an opening.");
      return;
    }
    this.performer.play(
      {
        piece,
        settings: () => this.settingsNow(piece),
        tempo: () => panel.tempo,
        timbre: () => panel.timbre,
        onNote: (note) => {
          if (piece.chances) this.bars.show(piece.chances, note.index);
          this.along.refresh();
        },
      },
      Math.min(this.performer.position, piece.end),
    );
    this.shown();
  }

  /** The settings for the next note: those of a linked piece, until a hand turns something. */
  private settingsNow(piece: Piece) {
    for (const { from, ...changes } of this.script) if (from === piece.length) this.panel.set(changes);
    return this.panel.settings;
  }

  private toggle(): void {
    if (this.performer.isPlaying) this.performer.stop();
    else this.start();
    this.shown();
  }

  /** Goes to a place of what is there already, and plays on from it where it plays. */
  private seek(seconds: number): void {
    const { isPlaying } = this.performer;
    this.performer.moveTo(seconds);
    if (isPlaying) this.start();
  }

  private again(seed: number): void {
    this.seed = seed;
    this.fresh();
    this.start();
  }

  private fromLink(): void {
    try {
      const link = readLink(location.hash);
      if (!link) return;
      const { prompt, seed = 0, turns = [], model, ...settings } = link.options;
      this.panel.set(settings, link.performance);
      this.seed = seed;
      this.script = turns;
      this.scriptStart = settings;
      new Piece(this.model, Array.from(prompt), seed, this.panel.settings, this.index, 1); // else it says what is wrong
      this.opening.take(Array.from(prompt));
      const other = model !== undefined && model !== this.model.fingerprint;
      this.say(
        other
          ? "This link is of another model; the notes will be others."
          : "The piece of this link is ready: Continue plays it.",
      );
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  /** What has been heard so far; null while nothing is composed. */
  private heard(): Heard | null {
    const { piece } = this;
    if (!piece || piece.length === 0) return null;
    const { performance } = this.panel;
    return { options: piece.options(piece.length), performance, notes: piece.notes };
  }

  private say(text: string): void {
    this.status.textContent = text;
  }

  private shown(): void {
    this.go.textContent = this.performer.isPlaying ? "■ Stop" : "▶ Continue";
    this.go.disabled = !this.piece;
    this.along.refresh();
  }

  private draw(): void {
    const { piece, performer, roll, whose } = this;
    roll.show(piece?.notes ?? [], performer.position, performer.isPlaying);
    const copy = piece?.copyAt(performer.position) ?? null;
    const now = copy ? `${copy.song} ${copy.length}` : "";
    if (whose.dataset.now !== now) {
      whose.dataset.now = now;
      // The name is somebody else's: text, whose direction stays its own.
      const text = copy ? ["From ", element("bdi", {}, copy.song), `: ${copy.length} notes in a row.`] : [];
      whose.replaceChildren(...text);
      const song = copy ? `The model repeats ${copy.song}.` : "";
      if (this.aloud.textContent !== song) this.aloud.textContent = song;
    }
    if (!piece) return;
    const opening = `${piece.prompt.length} notes of the opening`;
    // While it plays nothing is read out again and again.
    const place = `${performer.position.toFixed(1)} s; ${opening}, ${piece.length} composed`;
    roll.describe(performer.isPlaying ? `playing, after ${opening}` : place);
  }
}
