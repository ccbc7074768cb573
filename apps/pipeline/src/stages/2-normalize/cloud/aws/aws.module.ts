import { Module } from '@nestjs/common';

import { AwsNormalizer } from './aws.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [AwsNormalizer] })
export class AwsModule {}
