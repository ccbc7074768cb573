export { TermIndex, type IndexedTerm, type MetTerm, type ValueKind } from './index/term-index';
export { canonicalTerm, likelyKind } from './terms/canonical-term';
export { canonicalValue } from './terms/canonical-value';
export { InvalidTerm, TERM_KINDS, type TermKind } from './terms/term';
