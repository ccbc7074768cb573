import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { PluginRegistry } from './plugin-registry';

/** Gives the {@link PluginRegistry} to a stage. */
@Module({ imports: [DiscoveryModule], providers: [PluginRegistry], exports: [PluginRegistry] })
export class PluginKitModule {}
