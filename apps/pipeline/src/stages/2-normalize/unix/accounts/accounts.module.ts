import { Module } from '@nestjs/common';

import { AccountsNormalizer } from './accounts.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AccountsNormalizer] })
export class AccountsModule {}
