import path from 'node:path';
import ts from 'typescript';
import type { Source } from './tree';

export interface Estimator {
  name: string;
  folder: string;
  documented: boolean;
  /** The docstring says what it was checked against. */
  checked: boolean;
  /** The docstring names a file of tests/golden. */
  golden: boolean;
  /** It answers with an interval, a p-value or a fit: how often it is wrong has to be counted. */
  uncertain: boolean;
}

const UNCERTAIN = ['ciLow', 'p', 'pAdjusted', 'logLik'];

/** Every value that `server/stats/<folder>/index.ts` exports, read with its types. `planted` stands in for a file. */
export function readEstimators(indexes: string[], planted: Source[] = []): Estimator[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const host = ts.createCompilerHost(options);
  const overlay = new Map(planted.map(({ path: at, text }) => [path.resolve(at), text]));
  const { readFile, fileExists } = host;
  host.readFile = (file) => overlay.get(path.resolve(file)) ?? readFile(file);
  host.fileExists = (file) => overlay.has(path.resolve(file)) || fileExists(file);
  const program = ts.createProgram(indexes, { ...options, noEmit: true, incremental: false }, host);
  const checker = program.getTypeChecker();
  return indexes.flatMap((index) => {
    const file = program.getSourceFile(index);
    const exported = file && checker.getSymbolAtLocation(file);
    if (!exported) return [];
    return checker
      .getExportsOfModule(exported)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.flags & ts.SymbolFlags.Value)
      .flatMap((symbol) => describe(checker, symbol, path.basename(path.dirname(index))));
  });
}

// The search for an optimum draws no conclusion by itself; what is built on it does.
const TOOLS = ['optimise'];

function describe(checker: ts.TypeChecker, symbol: ts.Symbol, folder: string): Estimator[] {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const type = checker.getTypeOfSymbol(symbol);
  const answers = type.getCallSignatures().map((signature) => signature.getReturnType());
  const fits = type.getProperty('fit') !== undefined;
  if (answers.length === 0 && !fits) return [];
  const parts = answers.flatMap((answer) => (answer.isUnion() ? answer.types : [answer]));
  const concludes = fits || parts.some((part) => UNCERTAIN.some((property) => part.getProperty(property)));
  const estimator = {
    name: symbol.name,
    folder,
    documented: text.length > 0,
    checked: /checked against/i.test(text),
    golden: /tests\/golden|\w\.(json|txt)\b/.test(text),
    uncertain: concludes && !TOOLS.includes(folder),
  };
  return [estimator];
}

/** What is missing: a docstring, a unit test (with golden figures where it claims a check), a calibration test. */
export function untested(estimators: Estimator[], tests: Source[]): string[] {
  const naming = (name: string, folder: string) =>
    tests.filter(({ path: at, text }) => at.startsWith(folder) && new RegExp(`\\b${name}\\b`).test(text));
  return estimators.flatMap(({ name, folder, documented, checked, golden, uncertain }) => {
    const unit = naming(name, 'tests/unit/stats/');
    const calibration = naming(name, 'tests/calibration/');
    const subject = `server/stats/${folder}: ${name}`;
    const found = [
      !documented && `${subject} has no docstring`,
      uncertain && !checked && `${subject} does not say what it was checked against`,
      unit.length === 0 && `${subject} has no unit test`,
      (golden || uncertain) && !unit.some(({ text }) => /golden/i.test(text)) && `${subject} has no golden test`,
      uncertain && calibration.length === 0 && `${subject} has no calibration test`,
    ];
    return found.filter((one) => one !== false);
  });
}
