export { describeEnricherContract, type EnricherContractSubject } from './enricher-contract';
export { hostileRecord, hostileValue, seededRandom } from './hostile';
export { describeNormalizerContract, type NormalizerContractSubject } from './normalizer-contract';
export { describeUnwrapperContract, type UnwrapperContractSubject } from './unwrapper-contract';
