export { TermIndex, type IndexedTerm, type MetTerm, type ValueKind } from './index/term-index';
export { addressRange, networksOf, type AddressRange } from './block/address-range';
export { BlockGuard, type GuardTerm } from './block/block-guard';
export { blockTarget, hostName, type BlockTarget } from './block/block-target';
export { canonicalTerm, likelyKind } from './terms/canonical-term';
export { compileRegexTerm } from './terms/regex-term';
export { termsMetBy } from './terms/terms-met';
export { canonicalValue } from './terms/canonical-value';
export { InvalidTerm, TERM_KINDS, type TermKind } from './terms/term';
