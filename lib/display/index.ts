export * from "./escape";
export * from "./house-style";
export * from "./number";
export * from "./output";
export * from "./plot";
export * from "./table";
