import { Injectable } from '@nestjs/common';
import { NormalizerPlugin } from '@tocsin/plugin-kit';

import { RecordNormalizer } from '../../values/record-normalizer';
import { ZOOM_KINDS } from './zoom-records';
import { zoomOptionsSchema } from './zoom.options';

/** Understands what Zoom tells of: its webhooks, what administrators did, who signed in. What a meeting is about is left out. */
@Injectable()
@NormalizerPlugin({
  type: 'zoom',
  understands: 'dialect',
  order: 320,
  stability: 'beta',
  options: zoomOptionsSchema,
  reads: ['tags'],
  writes: ['*'],
})
export class ZoomNormalizer extends RecordNormalizer {
  constructor() {
    super(ZOOM_KINDS);
  }
}
