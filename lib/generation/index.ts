export * from "./midi-writer";
