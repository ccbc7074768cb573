import { Module } from '@nestjs/common';

import { OsqueryNormalizer } from './osquery.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [OsqueryNormalizer] })
export class OsqueryModule {}
