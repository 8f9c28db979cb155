/** A roll, and below it in the same cell the sounds of what it shows: they become one. */
import type { RollTrack } from "../sound/roll";
import type { Player } from "./player";

/** Whether two lists of melodies are the same, as far as both go. */
export function isSame(one: readonly RollTrack[], other: readonly RollTrack[]): boolean {
  const start = (a: RollTrack, b: RollTrack): boolean => {
    const length = Math.min(a.notes.length, b.notes.length);
    return (
      length > 0 &&
      a.notes.slice(0, length).every(({ pitch, start }, i) => pitch === b.notes[i].pitch && start === b.notes[i].start)
    );
  };
  return one.length === other.length && one.every((track, t) => start(track, other[t]));
}

const placeOf = ({ body }: Player): HTMLElement => (body.getRootNode() as ShadowRoot).host as HTMLElement;

const areaOf = (player: Player): Element | null =>
  player.body.isConnected ? placeOf(player).closest(".jp-OutputArea") : null;

class Pairs {
  private readonly players = new Set<Player>();

  enter(player: Player): void {
    this.players.add(player);
  }

  /** `player` has come onto the page: looks for its other half. */
  join(player: Player): void {
    const area = areaOf(player);
    if (!area) return;
    for (const other of this.players) {
      if (!other.body.isConnected) {
        this.players.delete(other);
        continue;
      }
      if (other === player || areaOf(other) !== area || other.hasSounds === player.hasSounds) continue;
      const [roll, sound] = player.hasSounds ? [other, player] : [player, other];
      if (roll.shows(sound.tracks)) sound.handOver(roll, placeOf(sound));
    }
  }
}

export const PAIRS = new Pairs();
