/** One rank of a sum to which the others do not come, though they answer: it writes with what error it ends. */
import { joinGroup, placeFrom } from "../../../lib/training";

async function main(): Promise<void> {
  const place = placeFrom()!;
  const group = await joinGroup(place, { watchEvery: 500 });
  if (place.rank > 0) return void setTimeout(() => {}, 60_000);
  try {
    group.gather([1], 2);
  } catch (error) {
    console.log(JSON.stringify({ error: (error as Error).message }));
  }
}

void main();
