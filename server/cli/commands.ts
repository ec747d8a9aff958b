import { campaignAdopt, campaignPause, campaignStatus, campaignStop } from './campaign';
import { clvFit } from './clv-fit';
import { clvFormula } from './clv-formula';
import { cohorts } from './cohorts';
import type { Command } from './command';
import { doctor } from './doctor';
import { experimentAnalyse } from './experiment-analyse';
import { experimentPower } from './experiment-power';
import { importFile } from './import';
import { importsList } from './imports-list';
import { importsUndo } from './imports-undo';
import { keysRotate } from './keys-rotate';
import { ownerReset } from './owner-reset';
import { rebuild } from './rebuild';
import { rfm } from './rfm';
import { sampleCreate } from './sample-create';
import { segmentsCount } from './segments-count';
import { segmentsList } from './segments-list';
import { workspaceCreate } from './workspace-create';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  workspaceCreate,
  importFile,
  importsList,
  importsUndo,
  segmentsCount,
  segmentsList,
  cohorts,
  rfm,
  clvFit,
  clvFormula,
  experimentAnalyse,
  experimentPower,
  campaignStatus,
  campaignPause,
  campaignStop,
  campaignAdopt,
  rebuild,
  doctor,
  ownerReset,
  keysRotate,
  sampleCreate,
];
