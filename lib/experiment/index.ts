export * from "./diary";
export * from "./experiment";
export * from "./held-out";
export * from "./results";
export * from "./run-record";
export * from "./summary";
