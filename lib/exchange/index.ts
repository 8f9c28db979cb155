export { exportModel, type ExportOptions } from "./export-model";
export { importKeras, importSafetensors } from "./import-model";
export { readSafetensors, writeSafetensors, type FloatArray, type Safetensors } from "./safetensors";
