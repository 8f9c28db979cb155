/** The bins by ear: a melody as written and binned, switched while it plays, and single notes out of a bin. */
import type { BinsData, WidgetMelody } from "../../lib/display";
import { type ArticleFeatureName as Feature, binOf, type NoteBins, type NoteCounts } from "../../lib/encoding";
import { element } from "../dom";
import { Playback } from "../sound/playback";
import { Roll } from "../sound/roll";
import type { HeardNote } from "../sound/synth";
import { takeTurn } from "../sound/turn";
import { volumeControl } from "../sound/volume";
import { samePlace, VERSIONS, type Version, type VersionNote, versionOf } from "./versions";

export class Hear {
  readonly node: HTMLElement;
  private readonly playback = new Playback();
  private readonly single = new Playback();
  private readonly button = element("button", { onclick: () => this.toggle() }, "Play");
  private readonly melody = element("select", { onchange: () => this.choose() });
  private readonly roll = new Roll({
    seek: (seconds) => this.goTo(seconds),
    toggle: () => this.toggle(),
  });
  private readonly said = element("span", { role: "status" });
  private readonly versions: HTMLInputElement[];
  private version: Version = VERSIONS[0];
  private bins: NoteBins | null = null;
  private notes: VersionNote[] = [];
  private readonly silence = (): void => {
    this.single.stop(0);
    this.playback.stop();
    this.show();
  };
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly melodies: BinsData["melodies"]) {
    melodies.forEach(({ name }, i) => this.melody.append(element("option", { value: i }, name)));
    const group = `version-${Math.random()}`;
    this.versions = VERSIONS.map((version, i) =>
      element("input", { type: "radio", name: group, checked: i === 0, onchange: () => this.switchTo(version) }),
    );
    const versions = VERSIONS.map((version, i) => element("label", {}, this.versions[i], ` ${version}`));
    this.node = element(
      "section",
      { "aria-label": "hear it" },
      element("h3", {}, "Hear it"),
      element(
        "div",
        { class: "buttons" },
        this.button,
        element("label", {}, "melody ", this.melody),
        this.roll.tools,
        volumeControl(),
      ),
      element("div", { class: "buttons", role: "radiogroup", "aria-label": "version" }, ...versions, this.said),
      this.roll.node,
      element("p", { class: "note-key" }, "Framed: the ear notices that length or loudness is not what was written."),
    );
  }

  /** The bins have changed; what plays follows once they rest. */
  draw(bins: NoteBins): void {
    const first = this.bins === null;
    this.bins = bins;
    this.said.textContent = "";
    clearTimeout(this.waiting);
    if (first) this.follow();
    else this.waiting = setTimeout(() => this.follow(), 120);
  }

  /** Plays the melody with other bins, called `name`, until these ones are drawn again. */
  hearWith(bins: NoteBins, name: string): void {
    this.bins = bins;
    if (this.version === VERSIONS[0]) this.versions[1].click();
    else this.follow();
    this.said.textContent = `As ${name} has it.`;
    if (!this.playback.isPlaying) this.toggle();
  }

  /** Lets a few notes of a bin sound, from one end of it to the other. */
  hearBin(counts: NoteCounts, feature: Feature, bin: number): void {
    if (!this.bins) return;
    takeTurn(this.silence);
    this.playback.stop();
    this.single.play(notesOfBin(counts, feature, this.bins[feature].edges, bin), 0);
  }

  private get chosen(): WidgetMelody {
    return this.melodies[Number(this.melody.value)];
  }

  /** Takes the notes anew; the place in the melody stays. */
  private follow(): void {
    if (!this.bins || this.melodies.length === 0) return;
    const before = this.notes;
    this.notes = versionOf(this.chosen, this.bins, this.version);
    const at = before.length === this.notes.length ? samePlace(this.playback.position, before, this.notes) : 0;
    this.roll.show(this.notes);
    if (this.playback.isPlaying) this.playback.play(this.notes, at);
    else this.playback.stop(at);
    this.roll.move(at);
  }

  private switchTo(version: Version): void {
    this.version = version;
    this.follow();
  }

  private choose(): void {
    this.playback.stop(0);
    this.notes = [];
    this.follow();
    this.show();
  }

  private toggle(): void {
    if (this.playback.isPlaying) this.playback.stop();
    else {
      takeTurn(this.silence);
      this.single.stop(0);
      this.playback.play(this.notes, this.playback.position);
    }
    this.show();
  }

  private goTo(seconds: number): void {
    if (this.playback.isPlaying) this.playback.play(this.notes, seconds);
    else this.playback.stop(seconds);
    this.show();
  }

  /** Button and cursor, again and again while it plays. */
  private show(): void {
    // A page that is left, or an output that is replaced, falls silent.
    if (this.playback.isOver || !this.node.isConnected) this.playback.stop(0);
    const playing = this.playback.isPlaying;
    this.button.textContent = playing ? "Stop" : "Play";
    this.roll.follow(this.playback.position, playing);
    if (!playing) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(() => this.show(), 500);
    else requestAnimationFrame(() => this.show());
  }
}

/** Five notes of a bin, evenly over its members in order of their value, one after the other. */
export function notesOfBin(counts: NoteCounts, feature: Feature, edges: readonly number[], bin: number): HeardNote[] {
  const value = (name: Feature, row: number): number => counts.features[name].values[counts.features[name].at[row]];
  const rows = Array.from(counts.pitch.keys())
    .filter((row) => binOf(value(feature, row), edges) === bin)
    .sort((a, b) => value(feature, a) - value(feature, b) || a - b);
  const total = rows.reduce((sum, row) => sum + counts.counts[row], 0);
  let start = 0;
  return Array.from({ length: rows.length > 0 ? 5 : 0 }, (_, k) => {
    let left = ((k + 0.5) / 5) * total;
    const row = rows.find((row) => (left -= counts.counts[row]) <= 0) ?? rows[0];
    const note = { pitch: counts.pitch[row], velocity: value("velocity", row), start, end: 0 };
    // Longer than two seconds tells the ear no more.
    note.end = start + Math.min(2, value("duration", row));
    start = note.end + 0.12;
    return note;
  });
}
