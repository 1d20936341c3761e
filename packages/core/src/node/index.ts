export { type NodeFilesOptions, nodeFiles, type SkipReason } from './node-files.ts';
export { systemClock } from './system-clock.ts';
export { systemRandom } from './system-random.ts';
