import { Module } from '@nestjs/common';

import { FirewallPairsNormalizer } from './firewall-pairs.normalizer';

/** Import it in the family's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [FirewallPairsNormalizer] })
export class FirewallPairsModule {}
