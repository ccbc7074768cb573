import { Module } from '@nestjs/common';

import { ZoomNormalizer } from './zoom.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [ZoomNormalizer] })
export class ZoomModule {}
