import { Module } from '@nestjs/common';

import { ErrorLogNormalizer } from './error-log.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ErrorLogNormalizer] })
export class ErrorLogModule {}
