export { betaLowerTail, betaQuantile, betaUpperTail } from './beta-distribution';
export { chiSquareUpperQuantile, chiSquareUpperTail } from './chi-square';
export { digamma, logBeta, logGamma, trigamma } from './gamma-functions';
export { gaussLegendre, type QuadratureRule } from './gauss-legendre';
export { logHyp2f1 } from './log-hyp2f1';
export { logTricomiU } from './log-tricomi-u';
export { normalTwoSided, normalUpperQuantile, normalUpperTail } from './normal';
export { studentTwoSided, studentUpperQuantile, studentUpperTail } from './student';
