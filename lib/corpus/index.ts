export * from "./corpus";
export * from "./find-melody";
export * from "./melody";
export * from "./midi-error";
export { parseMidi, readMidi, type MidiFile, type Track } from "./midi-file";
export * from "./note";
export { columnsOf, durationAt, notesOf, type NoteColumns } from "./note-columns";
export * from "./pick-melody";
export * from "./transpose";
