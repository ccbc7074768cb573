/** Loaded into a pipeline process after RUN_TYPESCRIPT, it makes one plug-in take its process down on events that say so. */
const { RelatedNormalizer } = require('../stages/2-normalize/common/related/related.normalizer.ts');

const { normalize } = RelatedNormalizer.prototype;
RelatedNormalizer.prototype.normalize = function deadly(event, ...given) {
  if (String(event.message).includes('deadly')) process.kill(process.pid, 'SIGKILL');
  return normalize.call(this, event, ...given);
};
