import { Module } from '@nestjs/common';

import { WindowsXmlNormalizer } from './windows-xml.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [WindowsXmlNormalizer] })
export class WindowsXmlModule {}
