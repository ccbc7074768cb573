import { Module } from '@nestjs/common';

import { AzureNormalizer } from './azure.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [AzureNormalizer] })
export class AzureModule {}
