export { type AnalyticsReader, createAnalyticsReader } from './reader';
export { type AnalyticsWriter, createAnalyticsWriter, type InsertOptions, type InsertStreamOptions } from './writer';
export { type DdlTemplate, migrateAnalytics, readTemplates, renderTemplate, splitStatements } from './ddl';
export { type AskOptions, defineQuestion, type Querier, type Question, type QuestionParams } from './querier';
export { createRecordingQuerier, type RecordingQuerier } from './recording';
export { bigint64, boundValues, decimalText, instant64, integer64, money64 } from './row-types';
export { hiddenCustomers, isVisible } from './visible';
