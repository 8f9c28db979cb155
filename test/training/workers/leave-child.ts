/** Rank 0 leaves a group; rank 1 has come to its end as well, and is gone before rank 0 has heard of its going. */
import { joinGroup, placeFrom } from "../../../lib/training";

async function main(): Promise<void> {
  const place = placeFrom()!;
  const group = await joinGroup(place, { watchEvery: 500 });
  if (place.rank > 0) {
    group.gather([1]); // the first half of leaving
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 1000);
    return;
  }
  group.leave();
  console.log(JSON.stringify({ left: true }));
}

void main();
