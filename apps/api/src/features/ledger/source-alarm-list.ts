import { Injectable } from '@nestjs/common';
import { sourceAlarmsSchema, type SourceAlarms } from '@tocsin/api-contract';
import { SourceAlarmEntity } from '@tocsin/database';
import { DataSource, IsNull } from 'typeorm';

/** What is not as usual with sources, as alerting found it. */
@Injectable()
export class SourceAlarmList {
  constructor(private readonly dataSource: DataSource) {}

  async open(): Promise<SourceAlarms> {
    const rows = await this.dataSource
      .getRepository(SourceAlarmEntity)
      .find({ where: { endedAt: IsNull() }, order: { raisedAt: 'ASC' }, take: 2_000 });
    return sourceAlarmsSchema.parse({ alarms: rows.map((row) => ({ ...row, since: row.since.toISOString() })) });
  }
}
