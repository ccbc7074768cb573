import { Module } from '@nestjs/common';

import { CloudModule } from './cloud/cloud.module';
import { CommonModule } from './common/common.module';
import { NetworkModule } from './network/network.module';
import { ReportsModule } from './reports/reports.module';
import { SaasModule } from './saas/saas.module';
import { ShippersModule } from './shippers/shippers.module';
import { UnixModule } from './unix/unix.module';
import { WebModule } from './web/web.module';
import { WindowsModule } from './windows/windows.module';

/** The normalizers that come with the product, by family. */
@Module({
  imports: [
    ShippersModule,
    WindowsModule,
    CloudModule,
    SaasModule,
    NetworkModule,
    WebModule,
    UnixModule,
    ReportsModule,
    CommonModule,
  ],
})
export class NormalizeModule {}
