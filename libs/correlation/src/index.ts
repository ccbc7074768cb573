export { identifyBursts, type IdentifiedBurst, type KnownBurst } from './burst-identity';
export { type Counted, type Occurrence } from './count-window';
export { findBursts, type Burst, type WindowRule } from './find-bursts';
export { burstsAmong } from './rules/bursts-among';
export { occurrenceOf, type EventOccurrence } from './rules/occurrence';
export { windowRule } from './rules/window-rule';
