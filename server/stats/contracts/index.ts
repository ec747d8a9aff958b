export {
  type ContractStats,
  contractsFromSeries,
  fitSbg,
  type SbgResult,
  sbgDiscountedLifetime,
  sbgExpectedTenure,
  sbgSurvival,
} from './sbg';
