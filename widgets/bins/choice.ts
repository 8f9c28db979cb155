/** The edges as they stand, with undo and redo. */
import type { BinOrigin } from "../../lib/display";
import type { ArticleFeatureName as Feature } from "../../lib/encoding";

/** Edges of a feature, and the method and number they came from; null once one was moved. */
export interface FeatureChoice {
  readonly edges: readonly number[];
  readonly origin: BinOrigin;
}

export type State = Readonly<Record<Feature, FeatureChoice>>;

export class Choice {
  private readonly before: State[] = [];
  private readonly after: State[] = [];
  private readonly listeners: ((feature: Feature | null) => void)[] = [];
  private gesture: unknown;

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  get edges(): Record<Feature, readonly number[]> {
    return { duration: this.current.duration.edges, velocity: this.current.velocity.edges };
  }

  /** `listener` hears of each change: of which feature, null where it may be both. */
  onChange(listener: (feature: Feature | null) => void): void {
    this.listeners.push(listener);
  }

  /** Changes that belong to one `gesture` (a drag) are undone together. */
  set(feature: Feature, choice: FeatureChoice, gesture?: unknown): void {
    if (gesture === undefined || gesture !== this.gesture) this.before.push(this.current);
    this.gesture = gesture;
    this.after.length = 0;
    this.current = { ...this.current, [feature]: choice };
    this.tell(feature);
  }

  /** Both features at once. */
  replace(state: State): void {
    this.before.push(this.current);
    this.after.length = 0;
    this.gesture = undefined;
    this.current = state;
    this.tell(null);
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  get canRedo(): boolean {
    return this.after.length > 0;
  }

  undo(): void {
    this.step(this.before, this.after);
  }

  redo(): void {
    this.step(this.after, this.before);
  }

  private step(from: State[], to: State[]): void {
    const state = from.pop();
    if (!state) return;
    to.push(this.current);
    this.gesture = undefined;
    this.current = state;
    this.tell(null);
  }

  private tell(feature: Feature | null): void {
    for (const listener of this.listeners) listener(feature);
  }
}
