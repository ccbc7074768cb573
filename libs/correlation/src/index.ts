export { identifyBursts, type IdentifiedBurst, type KnownBurst } from './burst-identity';
export { type Counted, type Occurrence } from './count-window';
export { findBursts, type Burst, type WindowRule } from './find-bursts';
