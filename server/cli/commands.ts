import { clvFit } from './clv-fit';
import { cohorts } from './cohorts';
import type { Command } from './command';
import { importFile } from './import';
import { sampleCreate } from './sample-create';
import { workspaceCreate } from './workspace-create';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [workspaceCreate, importFile, cohorts, clvFit, sampleCreate];
