import { inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

/** Window titles end in the product's name; a screen whose title depends on what it loaded sets it itself. */
@Service()
export class PageTitles extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.set(this.buildTitle(snapshot));
  }

  set(title: string | undefined): void {
    this.title.setTitle(title === undefined ? 'Tocsin' : `${title} · Tocsin`);
  }
}
