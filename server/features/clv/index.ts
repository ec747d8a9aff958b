export { cancelFit } from './cancel-fit';
export { type FitData, reportOf } from './domain/report';
export { findFit, type FitView } from './find-fit';
export { fitClv } from './fit';
export { type ClvState, getLatestClv } from './get-latest';
export { scoreCustomers } from './score';
export { listWorkspacesWithFits } from './list-waiting-fits';
export { requestFit } from './request-fit';
export { type ComputeFit, runWaitingFit } from './run-waiting-fit';
