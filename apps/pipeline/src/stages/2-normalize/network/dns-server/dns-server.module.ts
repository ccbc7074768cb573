import { Module } from '@nestjs/common';

import { DnsServerNormalizer } from './dns-server.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [DnsServerNormalizer] })
export class DnsServerModule {}
