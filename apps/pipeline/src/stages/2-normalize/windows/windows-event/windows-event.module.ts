import { Module } from '@nestjs/common';

import { WindowsEventNormalizer } from './windows-event.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [WindowsEventNormalizer] })
export class WindowsEventModule {}
