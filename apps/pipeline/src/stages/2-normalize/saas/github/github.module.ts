import { Module } from '@nestjs/common';

import { GithubNormalizer } from './github.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [GithubNormalizer] })
export class GithubModule {}
