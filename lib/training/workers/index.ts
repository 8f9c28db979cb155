export { placeFrom, type Place } from "./addresses";
export { freeAddresses } from "./free-addresses";
export { agree, partsOf } from "./agreement";
export { betweenEpochs, follow, type Followed, type FollowOptions } from "./follow";
export { joinGroup, WorkerLost, type Group, type JoinOptions } from "./group";
export { precisionFrom } from "./precision";
export { reductionOver } from "./reduction-over";
export { sharePosition, shareState } from "./shared-start";
export { TrainingOver } from "./wait";
