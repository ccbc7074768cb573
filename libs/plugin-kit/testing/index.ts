export { describeEnricherContract, type EnricherContractSubject } from './enricher-contract';
export { hostileRecord, hostileValue, seededRandom } from './hostile';
export { describeNormalizerContract, type NormalizerContractSubject } from './normalizer-contract';
