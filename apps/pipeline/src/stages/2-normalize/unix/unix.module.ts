import { Module } from '@nestjs/common';

import { SshdModule } from './sshd/sshd.module';

/** Programs of Unix and Linux hosts. */
@Module({ imports: [SshdModule] })
export class UnixModule {}
