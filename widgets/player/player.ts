/** Melodies to look at and to listen to: one piano roll for all of them, one button, and the same place when one changes over. */
import type { PlayerData } from "../../lib/display";
import { samePlace } from "../bins/versions";
import { element, onWidth, update } from "../dom";
import { Roll, type RollTrack } from "../sound/roll";
import { AudioSource, type Source, SynthSource } from "../sound/source";
import { takeTurn } from "../sound/turn";
import { volumeControl } from "../sound/volume";
import { isSame, PAIRS } from "./pairs";

export function isPlayerData(data: unknown): data is PlayerData {
  const { widget, version } = (data ?? {}) as Partial<PlayerData>;
  return widget === "player" && version === 1;
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export class Player {
  readonly tracks: RollTrack[];
  private sources: Source[];
  private current = 0;
  private readonly button = element("button", { class: "main play", onclick: () => this.toggle() }, "Play");
  private readonly time = element("span", { class: "time" });
  private readonly said = element("span", { role: "status" });
  private readonly roll = new Roll({
    seek: (seconds, track) => this.seek(seconds, track),
    toggle: () => this.toggle(),
  });
  private readonly choices: HTMLInputElement[];
  private readonly pause = (): void => {
    this.source.stop();
    this.show();
  };

  /** @param sounds an element a track, where they came with the data */
  constructor(
    readonly body: HTMLElement,
    private readonly data: PlayerData,
    sounds: readonly HTMLAudioElement[],
  ) {
    this.tracks = data.tracks.map(({ notes, name, ...track }) => ({
      ...track,
      // One alone has its name above, where there is room for all of it.
      name: data.tracks.length > 1 ? name : "",
      notes: notes.map(([pitch, velocity, start, end]) => ({ pitch, velocity, start, end })),
    }));
    this.sources = this.tracks.map(({ notes }) => new SynthSource(notes));
    const group = `track-${Math.random()}`;
    this.choices = this.tracks.map((_, t) =>
      element("input", { type: "radio", name: group, checked: t === 0, onchange: () => this.choose(t) }),
    );
    this.build();
    if (sounds.length === this.tracks.length) this.giveSounds(sounds);
    PAIRS.enter(this);
  }

  /** Whether it came with its sounds, or makes them. */
  get hasSounds(): boolean {
    return this.data.sounds;
  }

  /** Plays these from now on. */
  giveSounds(sounds: readonly HTMLAudioElement[]): void {
    for (const source of this.sources) source.stop();
    this.sources = sounds.map((audio) => new AudioSource(audio));
    for (const audio of sounds) {
      audio.controls = false;
      audio.className = "unseen";
    }
    for (const former of this.body.querySelectorAll("audio")) former.remove();
    this.body.append(...sounds);
    this.show();
  }

  private get source(): Source {
    return this.sources[this.current];
  }

  private build(): void {
    const { body, data, tracks } = this;
    update(body, { role: "group", "aria-label": data.alt });
    if (data.title !== null) body.append(element("h2", {}, data.title));
    const [{ name }] = data.tracks;
    if (tracks.length === 1 && name !== "") body.append(element("p", { class: "words" }, name));
    const tools = element("div", { class: "buttons" }, this.button, this.time, this.roll.tools, volumeControl());
    const together = element("input", {
      type: "checkbox",
      onchange: () => {
        body.classList.toggle("together", together.checked);
        this.roll.showTracks(tracks, together.checked);
      },
    });
    if (tracks.length > 1) {
      const choices = this.choices.map((choice, t) =>
        element("label", { class: `track t${t % 4}` }, choice, ` ${tracks[t].name}`),
      );
      body.append(element("div", { class: "buttons", role: "radiogroup", "aria-label": "melody" }, ...choices));
      tools.append(element("label", {}, together, " in one picture"));
    }
    body.append(tools, this.roll.node, scaleKey("velocity 1", "127", "velocity-key"));
    const [panel] = tracks.flatMap(({ panels = [] }) => panels);
    if (panel) body.append(scaleKey(panel.low, panel.high));
    body.append(this.said);
    this.roll.showTracks(tracks);
    onWidth(body, () => PAIRS.join(this));
    this.show();
  }

  /** Another melody, at the same place; note by note where both have as many. */
  private choose(track: number, at?: number): void {
    const playing = this.source.isPlaying;
    const [from, to] = [this.tracks[this.current].notes, this.tracks[track].notes];
    const place = at ?? (from.length === to.length ? samePlace(this.source.position, from, to) : this.source.position);
    if (track !== this.current) this.source.stop();
    this.current = track;
    this.choices[track].checked = true;
    this.roll.choose(track);
    if (playing) void this.play(place);
    else this.source.stop(place);
    this.show();
  }

  private seek(seconds: number, track: number): void {
    this.choose(track, seconds);
  }

  private toggle(): void {
    if (this.source.isPlaying) this.source.stop();
    else void this.play(this.source.position);
    this.show();
  }

  private async play(from: number): Promise<void> {
    takeTurn(this.pause);
    this.said.textContent = "";
    try {
      await this.source.play(from);
    } catch (error) {
      // A new place before the sound began.
      if (error instanceof DOMException && error.name === "AbortError") return;
      this.said.textContent = `The sound cannot be played here: ${error instanceof Error ? error.message : error}`;
    }
    this.show();
  }

  private timer: ReturnType<typeof setTimeout> | number | undefined;

  /** Button, time and cursor, again and again while it plays. */
  private show(): void {
    cancelAnimationFrame(this.timer as number);
    clearTimeout(this.timer);
    // A page that is left, or an output that is replaced, falls silent.
    if (this.source.isOver || !this.body.isConnected) this.source.stop(0);
    const playing = this.source.isPlaying;
    const { position } = this.source;
    const label = playing ? "Pause" : "Play";
    if (this.button.textContent !== label) this.button.textContent = label;
    const end = this.tracks[this.current].notes.reduce((last, note) => Math.max(last, note.end), 0);
    const time = `${clock(position)} / ${clock(end)}`;
    if (this.time.textContent !== time) this.time.textContent = time;
    this.roll.follow(position, playing);
    if (!playing) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.timer = setTimeout(() => this.show(), 500);
    else this.timer = requestAnimationFrame(() => this.show());
  }

  /** Hands its sounds to a roll above it that shows the same melodies, and leaves the page to it. */
  handOver(to: Player, place: HTMLElement): void {
    const sounds = [...this.body.querySelectorAll("audio")];
    if (sounds.length !== to.tracks.length) return;
    to.giveSounds(sounds);
    place.style.display = "none";
  }

  shows(tracks: readonly RollTrack[]): boolean {
    return isSame(this.tracks, tracks);
  }
}

/** What colours mean. */
function scaleKey(low: string, high: string, kind = ""): HTMLElement {
  return element("p", { class: `note-key ${kind}` }, `${low} `, element("span", { class: "scale" }), ` ${high}`);
}
