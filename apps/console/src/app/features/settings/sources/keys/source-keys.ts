import { Component, inject, input, linkedSignal } from '@angular/core';

import { Failed } from '../../../../shared/failed';
import { SkeletonRows } from '../../../../shared/skeleton-rows';
import { Stale } from '../../../../shared/stale';
import { SourceStore } from '../source/source-store';
import { KeyRow, type OpenVerb } from './key-row';
import { NewKey } from './new-key';
import { RevokeKey } from './revoke-key';
import { RotateKey } from './rotate-key';
import { ShownOnce } from './shown-once';

/** The keys of one source. A new one is shown once; revoking one cannot be undone, so it asks. */
@Component({
  selector: 'tocsin-source-keys',
  imports: [Failed, KeyRow, NewKey, RevokeKey, RotateKey, ShownOnce, SkeletonRows, Stale],
  templateUrl: './source-keys.html',
  styleUrl: './source-keys.scss',
})
export class SourceKeys {
  protected readonly store = inject(SourceStore);
  readonly source = input.required<string>();
  readonly mayManage = input.required<boolean>();

  /** Each belongs to the source it was opened under, and goes when another is shown. */
  protected readonly isAdding = linkedSignal({ source: this.source, computation: () => false });
  protected readonly open = linkedSignal<string, OpenVerb | undefined>({
    source: this.source,
    computation: () => undefined,
  });
}
