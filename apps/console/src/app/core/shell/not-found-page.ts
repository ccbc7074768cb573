import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Page } from './page';

@Component({
  selector: 'tocsin-not-found-page',
  imports: [Page, RouterLink],
  template: `
    <tocsin-page heading="Not found">
      <div class="empty">
        <h2>There is no page at this address</h2>
        <p>The link may be cut or older than this version. <kbd>Ctrl</kbd> <kbd>K</kbd> finds what there is.</p>
        <div class="actions"><a class="button" routerLink="/alerts">Go to alerts</a></div>
      </div>
    </tocsin-page>
  `,
})
export class NotFoundPage {}
