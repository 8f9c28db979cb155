/** What was played, to take along: a MIDI file, a link, a line for a notebook. */
import { midiBytes } from "../../lib/generation";
import { type ComposeOptions, lineOf, linkOf, type Performance, type PlayModel } from "../../lib/play";
import { element } from "../dom";
import { button } from "./controls";
import { PROGRAMS } from "./instruments";
import type { PieceNote } from "./piece";

export interface Heard {
  options: ComposeOptions;
  performance: Required<Performance>;
  /** Opening and composed notes. */
  notes: readonly PieceNote[];
}

export class TakeAlong {
  readonly node: HTMLElement;
  private readonly line = element("textarea", {
    rows: 3,
    readonly: true,
    spellcheck: "false",
    "aria-label": "the line for a notebook",
  });
  private readonly buttons: HTMLButtonElement[];

  constructor(
    private readonly model: PlayModel,
    private readonly heard: () => Heard | null,
    private readonly say: (text: string) => void,
  ) {
    this.buttons = [
      button("Save as MIDI", () => this.save()),
      button("Copy a link", () => void this.copyLink()),
      button("Copy the line", () => void this.copy(this.line.value, "The line for a notebook is copied.")),
    ];
    const words = "The line composes the very same notes in a notebook of the project.";
    this.node = element("div", { class: "take-along" }, element("div", { class: "row" }, ...this.buttons));
    this.node.append(element("p", { class: "small" }, words), this.line);
    this.refresh();
  }

  refresh(): void {
    const heard = this.heard();
    this.line.value = heard ? lineOf(this.model.name, heard.options) : "";
    for (const one of this.buttons) one.disabled = heard === null;
  }

  private save(): void {
    const heard = this.heard();
    if (!heard) return;
    const program = PROGRAMS[heard.performance.instrument];
    const bytes = midiBytes(heard.notes, { name: "playground", program });
    const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "audio/midi" }));
    const link = element("a", { href: url, download: `played-${heard.options.seed}.mid` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.say(`${heard.notes.length} notes are saved as MIDI.`);
  }

  private async copyLink(): Promise<void> {
    const heard = this.heard();
    if (!heard) return;
    const fragment = linkOf(heard.options, heard.performance);
    history.replaceState(null, "", `#${fragment}`);
    await this.copy(location.href, "A link to this piece is copied; it is in the address line too.");
  }

  private async copy(text: string, done: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.say(done);
    } catch {
      // A page that was opened from disk may not use the clipboard everywhere.
      this.line.focus();
      this.line.select();
      this.say("The browser does not let this page copy; take it from the address line, or from the box below.");
    }
  }
}
