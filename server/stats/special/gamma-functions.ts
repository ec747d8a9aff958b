/**
 * Gamma-related functions under the names the estimators use: ln Γ(x), ln B(a, b), ψ(x), ψ′(x), for x, a, b > 0.
 * Numerics: relative error below 1e-12 (mostly 1e-15). Source: @stdlib single packages.
 * Checked against: tests/golden/special-functions.json (mpmath).
 */
export { default as logBeta } from '@stdlib/math-base-special-betaln';
export { default as digamma } from '@stdlib/math-base-special-digamma';
export { default as logGamma } from '@stdlib/math-base-special-gammaln';
export { default as trigamma } from '@stdlib/math-base-special-trigamma';
