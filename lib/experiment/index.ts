export * from "./diary";
export * from "./experiment";
export * from "./experiment-record";
export * from "./experiment-row";
export * from "./prediction";
export * from "./results";
export * from "./run-record";
export * from "./summary";
