import { Module } from '@nestjs/common';

import { AccountsModule } from './accounts/accounts.module';
import { AuditdModule } from './auditd/auditd.module';
import { HostRecordsModule } from './host-records/host-records.module';
import { PamModule } from './pam/pam.module';
import { PrivilegeModule } from './privilege/privilege.module';
import { ServicesModule } from './services/services.module';
import { SshdModule } from './sshd/sshd.module';

/** Programs of Unix and Linux hosts. */
@Module({
  imports: [SshdModule, PamModule, PrivilegeModule, AccountsModule, AuditdModule, ServicesModule, HostRecordsModule],
})
export class UnixModule {}
