import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { aliasPatch } from './alias-patch';
import { aliasOptionsSchema, type AliasOptions } from './alias.options';

/**
 * Gives keys their ECS names and values their types, whoever sent them: MozDef's vocabulary, GELF's, ECS itself. Nothing is
 * thrown away: what has no name, does not fit or lost to a more specific key goes to details. Runs for every record that no
 * normalizer of its dialect claimed.
 */
@Injectable()
@NormalizerPlugin({
  type: 'alias',
  understands: 'dialect',
  order: 900,
  stability: 'beta',
  options: aliasOptionsSchema,
  reads: ['tags', 'process.name', 'process.pid'],
  writes: ['*'],
  onFailure: 'park',
})
export class AliasNormalizer implements Normalizer<AliasOptions> {
  claims(): boolean {
    return true;
  }

  normalize(event: SecurityEvent, _options: AliasOptions, context: NormalizerContext): EventPatch {
    return aliasPatch(context.record, event, context);
  }
}
