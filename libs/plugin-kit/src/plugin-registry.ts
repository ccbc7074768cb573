import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import type { FoundPlugin } from './configured-plugin';
import { EnricherMark, type Enricher } from './enricher';
import { NormalizerMark, type Normalizer } from './normalizer';
import type { NormalizerManifest, PluginManifest } from './plugin-manifest';
import { TapMark, type Tap } from './tap';
import { UnwrapperMark, type Unwrapper } from './unwrapper';

/** Finds the plug-ins of the application by their decorators. */
@Injectable()
export class PluginRegistry {
  constructor(private readonly discovery: DiscoveryService) {}

  normalizers(): FoundPlugin<NormalizerManifest, Normalizer>[] {
    return this.find<NormalizerManifest, Normalizer>(NormalizerMark);
  }

  enrichers(): FoundPlugin<PluginManifest, Enricher>[] {
    return this.find<PluginManifest, Enricher>(EnricherMark);
  }

  unwrappers(): FoundPlugin<PluginManifest, Unwrapper>[] {
    return this.find<PluginManifest, Unwrapper>(UnwrapperMark);
  }

  taps(): FoundPlugin<PluginManifest, Tap>[] {
    return this.find<PluginManifest, Tap>(TapMark);
  }

  private find<M extends PluginManifest, P>(
    mark: ReturnType<typeof DiscoveryService.createDecorator<M>>,
  ): FoundPlugin<M, P>[] {
    return this.discovery.getProviders({ metadataKey: mark.KEY }).flatMap((wrapper) => {
      const manifest: M | undefined = this.discovery.getMetadataByDecorator<typeof mark>(mark, wrapper);
      return manifest === undefined ? [] : [{ manifest, plugin: wrapper.instance as P }];
    });
  }
}
