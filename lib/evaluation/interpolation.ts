/** Evidence and a prior belief made into one probability. */

/** How often a note came after a context, how often the context came, and how many kinds of note after it. */
export interface Evidence {
  count: number;
  total: number;
  kinds: number;
}

/** A note with what is known of it; its probability by shorter contexts is `shorter[at]`. */
export interface Case extends Evidence {
  shorter: number[];
  at: number;
}

/** (count + κ · kinds · shorter) / (total + κ · kinds); Witten and Bell, 1991, have the strength κ = 1. */
export function interpolate({ count, total, kinds }: Evidence, shorter: number, strength: number): number {
  return (count + strength * kinds * shorter) / (total + strength * kinds);
}

/**
 * The κ, of quarter powers of two from 1/16 to 2¹⁴, that makes the cases most likely; 1 where there are none. Looked
 * for from coarse to fine, as the likelihood rises to one top and falls again.
 */
export function bestStrength(cases: readonly Case[]): number {
  if (cases.length === 0) return 1;
  const strengthAt = (i: number) => 2 ** (i / 4 - 4);
  const known = new Map<number, number>();
  const nats = (i: number) => {
    if (!known.has(i)) known.set(i, likelihood(cases, strengthAt(i)));
    return known.get(i)!;
  };
  let best = 0;
  for (let i = 0; i <= 72; i += 8) if (nats(i) > nats(best)) best = i;
  for (const step of [4, 2, 1]) {
    for (const i of [best - step, best + step]) if (i >= 0 && i <= 72 && nats(i) > nats(best)) best = i;
  }
  return strengthAt(best);
}

function likelihood(cases: readonly Case[], strength: number): number {
  let nats = 0;
  for (const c of cases) nats += Math.log(interpolate(c, c.shorter[c.at], strength));
  return nats;
}
