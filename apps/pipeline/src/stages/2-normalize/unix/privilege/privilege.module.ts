import { Module } from '@nestjs/common';

import { PrivilegeNormalizer } from './privilege.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [PrivilegeNormalizer] })
export class PrivilegeModule {}
