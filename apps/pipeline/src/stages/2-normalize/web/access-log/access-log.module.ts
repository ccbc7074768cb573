import { Module } from '@nestjs/common';

import { AccessLogNormalizer } from './access-log.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AccessLogNormalizer] })
export class AccessLogModule {}
