import { Module } from '@nestjs/common';

import { GelfUnwrapper } from './gelf.unwrapper';

/** Import it in the stage's module and the registry finds the unwrapper by its decorator. */
@Module({ providers: [GelfUnwrapper] })
export class GelfModule {}
