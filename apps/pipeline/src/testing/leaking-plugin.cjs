/** Preloaded into a pipeline process, it makes one plug-in keep something of every event, until there is no memory left. */
require('../../../../libs/messaging/testing/typescript-hook.cjs');

const { RelatedNormalizer } = require('../stages/2-normalize/common/related/related.normalizer.ts');

const kept = [];
const { normalize } = RelatedNormalizer.prototype;
RelatedNormalizer.prototype.normalize = function leaking(...given) {
  kept.push(new Array(50_000).fill(given.length));
  return normalize.apply(this, given);
};
