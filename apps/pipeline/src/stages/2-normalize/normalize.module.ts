import { Module } from '@nestjs/common';

import { AliasModule } from './alias/alias.module';
import { RelatedModule } from './related/related.module';
import { SshdModule } from './sshd/sshd.module';
import { SyslogLineModule } from './syslog-line/syslog-line.module';

/** The normalizers that come with the product. */
@Module({ imports: [AliasModule, SyslogLineModule, SshdModule, RelatedModule] })
export class NormalizeModule {}
