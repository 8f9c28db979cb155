/**
 * Notes and melodies alone, without the reading of files: a door of its own beside the chapter's index, because what
 * enters by it also runs in a browser.
 */
export * from "./melody";
export * from "./note";
export { columnsOf, durationAt, type NoteColumns } from "./note-columns";
