import { Module } from '@nestjs/common';

import { CefNormalizer } from './cef.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [CefNormalizer] })
export class CefModule {}
