/** Loaded into a pipeline process after RUN_TYPESCRIPT, it makes one plug-in keep something of every event, until there is no memory left. */
const { RelatedNormalizer } = require('../stages/2-normalize/common/related/related.normalizer.ts');

const kept = [];
const { normalize } = RelatedNormalizer.prototype;
RelatedNormalizer.prototype.normalize = function leaking(...given) {
  kept.push(new Array(1_000_000).fill(given.length));
  return normalize.apply(this, given);
};
