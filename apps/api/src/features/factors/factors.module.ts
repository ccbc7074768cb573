import { Module } from '@nestjs/common';

import { CodeController } from './code.controller';
import { FactorResetController } from './factor-reset.controller';
import { OwnFactorsController } from './own-factors.controller';

/** What people prove besides their password. */
@Module({ controllers: [CodeController, OwnFactorsController, FactorResetController] })
export class FactorRoutesModule {}
