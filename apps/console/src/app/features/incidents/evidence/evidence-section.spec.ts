import { Dialog } from '@angular/cdk/dialog';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Evidence } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { EvidenceSection } from './evidence-section';
import { fileSize } from './file-size';
import { FileSender, type Sending, type SentFile } from './file-sender';

const at = '/api/incidents/INC-2026-0042/evidence';
const HASH = 'ab'.repeat(32);

const anEvidence = (patch: Partial<Evidence> = {}): Evidence => ({
  id: 'e-1',
  label: 'E-1',
  incident: 'INC-2026-0042',
  name: 'mail<b>.eml',
  description: '',
  bytes: 2_048,
  sha256: HASH,
  uploaded: { at: NOW, by: MARA },
  verified: null,
  removed: null,
  ...patch,
});

/** Stands in for the network: each sending waits for the test. */
class HeldSender {
  readonly sendings: { url: string; sending: Sending; resolve: (answer: SentFile) => void }[] = [];

  send(url: string, _file: Blob, sending: Sending): Promise<SentFile> {
    return new Promise((resolve) => {
      this.sendings.push({ url, sending, resolve });
      sending.signal.addEventListener('abort', () => resolve({ status: 0, body: '' }));
    });
  }
}

async function show(evidence: Evidence[], mayHandle = true) {
  const sender = new HeldSender();
  const bed = consoleBed({ providers: [{ provide: FileSender, useValue: sender }] });
  const fixture = TestBed.createComponent(EvidenceSection);
  fixture.componentRef.setInput('number', 'INC-2026-0042');
  fixture.componentRef.setInput('mayHandle', mayHandle);
  document.body.append(fixture.nativeElement as HTMLElement);
  const answer = async (list: Evidence[]) => {
    bed.http.expectOne(at).flush({ evidence: list, bytes: 0, mostBytes: 10_000, mostFileBytes: 5_000 });
    await settle();
  };
  await settle();
  await answer(evidence);
  return { ...bed, element: fixture.nativeElement as HTMLElement, sender, answer };
}

function drop(element: HTMLElement, ...files: File[]): void {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { files, types: ['Files'] } });
  element.dispatchEvent(event);
}
function paste(target: HTMLElement, types: string[], file: File): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files: [file], types } });
  target.dispatchEvent(event);
  return event;
}
const aFile = (name: string, bytes = 100): File => new File([new Uint8Array(bytes)], name);

@Component({ template: '' })
class SomeDialog {}

describe('the evidence of an incident', () => {
  it('shows names as text, whole hashes, and whether they were verified', async () => {
    const verified = { at: NOW, by: MARA, isWhole: false };
    const { element } = await show([anEvidence(), anEvidence({ id: 'e-2', label: 'E-2', verified })]);
    expect(textOf(element)).toContain('2, 1 with another hash');
    expect(textOf(element)).toContain(`mail<b>.eml 2.0 KiB`);
    expect(textOf(element)).toContain(HASH);
    expect(byRole(element, 'link', 'Download E-1').getAttribute('href')).toBe(`${at}/e-1/file`);
  });

  it('says how one begins, and offers nothing to those who only read', async () => {
    const { element } = await show([], false);
    expect(textOf(element)).toContain('No file yet.');
    expect(allByRole(element, 'button')).toEqual([]);
    drop(element, aFile('a.txt'));
    await settle();
    expect(textOf(element)).not.toContain('a.txt');
  });

  it('sends what is dropped one after the other, tells how far it is, and stops what is cancelled', async () => {
    const { element, sender, answer } = await show([]);
    drop(element, aFile('a.txt'), aFile('b.txt'));
    await settle();
    expect(sender.sendings.map(({ url }) => url)).toEqual([`${at}?name=a.txt`]);
    sender.sendings[0]?.sending.onProgress(50);
    await settle();
    expect(element.querySelector('progress')?.value).toBe(50);
    byRole(element, 'button', 'Cancel upload of a.txt').click();
    await settle();
    expect(sender.sendings[0]?.sending.signal.aborted).toBe(true);
    expect(document.activeElement).toBe(byRole(element, 'button', 'Add evidence'));
    expect(sender.sendings[1]?.url).toBe(`${at}?name=b.txt`);
    byRole(element, 'button', 'Cancel upload of b.txt').focus();
    sender.sendings[1]?.resolve({ status: 201, body: anEvidence({ name: 'b.txt' }) });
    await settle();
    await answer([anEvidence({ name: 'b.txt' })]);
    expect(TestBed.inject(Toasts).toasts().at(-1)?.text).toBe('b.txt is kept as E-1.');
    expect(element.querySelector('progress')).toBeNull();
    expect(document.activeElement).toBe(byRole(element, 'button', 'Add evidence'));
  });

  it('takes what is pasted, but not what is pasted into text, under a dialog, or with text', async () => {
    const { element, sender } = await show([]);
    const box = document.createElement('textarea');
    document.body.append(box);
    const left = [paste(box, ['Files'], aFile('a.png')), paste(document.body, ['text/plain', 'Files'], aFile('a.png'))];
    const dialog = TestBed.inject(Dialog).open(SomeDialog);
    left.push(paste(document.body, ['Files'], aFile('a.png')));
    dialog.close();
    await settle();
    expect(left.map(({ defaultPrevented }) => defaultPrevented)).toEqual([false, false, false]);
    expect(textOf(element)).not.toContain('a.png');
    expect(paste(document.body, ['Files'], aFile('b.png')).defaultPrevented).toBe(true);
    await settle();
    expect(sender.sendings.map(({ url }) => url)).toEqual([`${at}?name=b.png`]);
    box.remove();
  });

  it('keeps saying why a file did not arrive', async () => {
    const { element, sender } = await show([]);
    drop(element, aFile('big.bin', 6_000), aFile('a.txt'));
    await settle();
    expect(textOf(element)).toContain('It is larger than 4.9 KiB.');
    sender.sendings[0]?.resolve({ status: 413, body: { detail: 'The incident is full.' } });
    await settle();
    expect(textOf(element)).toContain('The incident is full.');
    byRole(element, 'button', 'Dismiss a.txt').click();
    await settle();
    expect(textOf(element)).not.toContain('a.txt');
  });

  it('is loaded again when it changes elsewhere', async () => {
    const { element, socket, answer } = await show([]);
    socket.emit('incident.changed', { number: 'INC-2026-0042', revision: 2, parts: ['evidence'], by: null });
    await settle();
    await answer([anEvidence()]);
    expect(textOf(element)).toContain('E-1');
  });

  it('has a custody log, and is removed only with a reason', async () => {
    const { element, http } = await show([anEvidence()]);
    byRole(element, 'button', 'Custody log of E-1').click();
    await settle();
    const note = { id: '1', at: NOW, by: MARA, action: 'upload', detail: '', address: '192.0.2.7' };
    http.expectOne(`${at}/e-1`).flush({ ...anEvidence(), custody: [note] });
    await settle();
    expect(textOf(element)).toContain('put it in from 192.0.2.7');
    byRole(element, 'button', 'Remove E-1').click();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toBe('Say why it is removed.');
    type(byRole(element, 'textbox', 'Why E-1 is removed'), 'Not ours');
    byRole(element, 'button', 'Remove E-1').click();
    await settle();
    expect(http.expectOne(`${at}/e-1/remove`).request.body).toEqual({ reason: 'Not ours' });
  });
});

it.each([
  [0, '0 B'],
  [812, '812 B'],
  [4_404_019, '4.2 MiB'],
  [104_857_600, '100 MiB'],
])('%i bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
