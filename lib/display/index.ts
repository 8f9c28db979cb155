export { costRows, weightRows } from "./plots/cost-rows";
export { drawingHtml, showDrawing } from "./jupyter/drawing";
export * from "./jupyter/escape";
export { gateSvg, liveliest, showGates } from "./diagrams/gate-picture";
export { gradientFigure, showGradients, type GradientPart } from "./plots/gradient-chart";
export { histogramFigure, showHistogram, type HistogramOptions } from "./plots/histogram";
export * from "./house-style";
export { lstmSvg, showLstm } from "./diagrams/lstm-diagram";
export { seq2seqSvg, showModel } from "./diagrams/model-diagram";
export * from "./number";
export * from "./jupyter/output";
export type { Marks } from "./music/marks";
export * from "./music/piano-roll";
export { type Pointing, type PointingOptions, pointingSvg, showPointing } from "./music/pointing";
export * from "./plots/plot";
export * from "./jupyter/progress";
export { PEAK, renderSound, SAMPLE_RATE, type SoundOptions } from "./music/render-sound";
export * from "./music/sound";
export { showSlope, slopeFigure, type SlopeOptions } from "./plots/slope-chart";
export { showStages, stageFigure, type StageEntry } from "./plots/stage-band";
export { STAGE_COLOURS, STAGE_NAMES } from "./plots/stage-look";
export { showStageShares, stageSharesFigure, type StageShareEntry } from "./plots/stage-shares";
export * from "./jupyter/table";
export * from "./plots/trade-off";
export * from "./widgets/bins-data";
export type { PlayerData, PlayerTrack } from "./widgets/player-data";
export { binsBundle, binsData, showBinExplorer, type ExplorerOptions } from "./widgets/bins-widget";
export { showTrainingChart, trainingFigure, type EpochFigures } from "./plots/training-chart";
export {
  entryText,
  trainingText,
  trainingView,
  type TrainingView,
  type TrainingViewOptions,
} from "./jupyter/training-view";
export { readChapters, type Chapter } from "./way/chapters";
export { placeSvg, showPlace } from "./way/place";
export { showWay, waySvg } from "./way/way-diagram";
export { oneHotSvg, showOneHot } from "./moving/one-hot";
export { showStates, statesSvg } from "./moving/states";
export { showWindows, windowsSvg } from "./moving/windows";
