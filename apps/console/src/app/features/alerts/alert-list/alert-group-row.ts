import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { Moment } from '../../../core/time/moment';
import { Severity } from '../../../shared/severity';
import { OutsideText } from '../../../shared/text/outside-text';
import type { Grouping } from '../list-shape';
import type { GroupItem } from './list-item';

/** The head of a group: what its alerts have in common, how many there are, and how bad they are. */
@Component({
  selector: 'tocsin-alert-group-row',
  imports: [MatIcon, Moment, OutsideText, Severity],
  host: { role: 'row', 'aria-level': '1', '[attr.aria-expanded]': 'item().isOpen' },
  template: `
    <span role="gridcell" class="select-cell">
      <span class="checkbox" [class.is-checked]="isSelected()">
        @if (isSelected()) {
          <mat-icon svgIcon="check" class="small" />
        }
      </span>
    </span>
    <span role="gridcell" class="named">
      <mat-icon svgIcon="arrow-right" class="small chevron" [class.is-open]="item().isOpen" />
      @if (by() === 'severity') {
        <tocsin-severity [level]="group().severity" />
      } @else if (by() === 'rule') {
        <b><tocsin-text [value]="group().title ?? group().ruleId ?? ''" /></b>
      } @else if (group().entity; as entity) {
        <b class="value"><tocsin-text [value]="entity.value" /></b>
        <span class="meta">{{ entity.field }}</span>
      } @else {
        <b>About nothing in particular</b>
      }
      <span class="tag">{{ group().count.toLocaleString('en') }}<span class="visually-hidden"> alerts</span></span>
      <span class="meta"><tocsin-text [value]="meta()" /></span>
    </span>
    @if (by() !== 'severity') {
      <span role="gridcell" class="severities">
        @for (one of group().severities; track one.value) {
          <span><tocsin-severity [level]="one.value" [wordHidden]="true" /> {{ one.count.toLocaleString('en') }}</span>
        }
      </span>
    }
    <span role="gridcell" class="secondary"><tocsin-moment [at]="group().lastAt" /></span>
  `,
  styleUrl: './alert-group-row.scss',
})
export class AlertGroupRow {
  readonly item = input.required<GroupItem>();
  readonly by = input.required<Grouping>();
  readonly isSelected = input(false);
  protected readonly group = computed(() => this.item().group);
  /** What differs within the group, in words. */
  protected readonly meta = computed(() => {
    const { ruleCount, entityCount, title, unassigned } = this.group();
    const rules = ruleCount === 1 ? (title ?? '1 rule') : `${ruleCount.toLocaleString('en')} rules`;
    const entities = `${entityCount.toLocaleString('en')} ${entityCount === 1 ? 'entity' : 'entities'}`;
    const free = unassigned === 0 ? [] : [`${unassigned.toLocaleString('en')} unassigned`];
    const parts = { entity: [rules], rule: [entities], severity: [rules, entities], none: [] };
    return [...parts[this.by()], ...free].join(', ');
  });
}
