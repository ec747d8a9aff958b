export { analyseExperimentFile } from './analyse-file';
