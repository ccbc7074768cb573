import { Module } from '@nestjs/common';

import { AlertInformationModule } from './alert-information/alert-information.module';
import { AliasModule } from './alias/alias.module';
import { CefModule } from './cef/cef.module';
import { ContainerLogModule } from './container-log/container-log.module';
import { AwsMessageModule } from './envelopes/aws-message/aws-message.module';
import { CloudwatchLogsModule } from './envelopes/cloudwatch-logs/cloudwatch-logs.module';
import { GelfModule } from './envelopes/gelf/gelf.module';
import { FluentdForwardModule } from './fluentd-forward/fluentd-forward.module';
import { LdapHumanizerModule } from './ldap-humanizer/ldap-humanizer.module';
import { LeefModule } from './leef/leef.module';
import { LineTimeModule } from './line-time/line-time.module';
import { SyslogLineModule } from './syslog-line/syslog-line.module';

/** What shippers and protocols put around what happened. */
@Module({
  imports: [
    AwsMessageModule,
    CloudwatchLogsModule,
    GelfModule,
    AliasModule,
    ContainerLogModule,
    FluentdForwardModule,
    SyslogLineModule,
    LineTimeModule,
    CefModule,
    LeefModule,
    AlertInformationModule,
    LdapHumanizerModule,
  ],
})
export class ShippersModule {}
