import { Module } from '@nestjs/common';

import { AlertInformationNormalizer } from './alert-information.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AlertInformationNormalizer] })
export class AlertInformationModule {}
