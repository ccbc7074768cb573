import { Module } from '@nestjs/common';

import { SyslogLineNormalizer } from './syslog-line.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [SyslogLineNormalizer] })
export class SyslogLineModule {}
