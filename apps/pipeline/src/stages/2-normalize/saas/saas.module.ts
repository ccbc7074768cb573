import { Module } from '@nestjs/common';

/** Audit logs of hosted services. */
@Module({ imports: [] })
export class SaasModule {}
