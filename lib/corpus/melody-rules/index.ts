/** The rules for finding the melody of a song. A further one is a file here and a line below. */
import { byName } from "./by-name";
import { monophony } from "./monophony";
import { mostNotes } from "./most-notes";
import { pitchHeight } from "./pitch-height";
import type { MelodyRule } from "./rule";
import { skyline } from "./skyline";

export type { MelodyRule, Voice } from "./rule";

const rules = {
  "most-notes": mostNotes,
  name: byName,
  monophony,
  "pitch-height": pitchHeight,
  skyline,
};

export type MelodyRuleName = keyof typeof rules;

/** The rules by name; "most-notes" is the article's. */
export const melodyRules: Readonly<Record<MelodyRuleName, MelodyRule>> = rules;

/** The rule called `name`. @throws Error when there is none. */
export function melodyRule(name: MelodyRuleName): MelodyRule {
  if (Object.hasOwn(rules, name)) return rules[name];
  throw new Error(`There is no rule for the melody called "${name}"; choose one of ${Object.keys(rules).join(", ")}.`);
}
