import { Service } from '@angular/core';

/** What goes on while a file is sent. */
export interface Sending {
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** What came of it; status 0: no answer, or it was stopped. */
export interface SentFile {
  readonly status: number;
  readonly body: unknown;
}

/** Sends files. An own request, because those of HttpClient do not tell how far they are. */
@Service()
export class FileSender {
  send(url: string, file: Blob, { onProgress, signal }: Sending): Promise<SentFile> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.upload.onprogress = ({ loaded }) => onProgress(loaded);
      request.onloadend = () => resolve({ status: request.status, body: bodyOf(request) });
      signal.addEventListener('abort', () => request.abort());
      request.open('POST', url);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.setRequestHeader('idempotency-key', crypto.randomUUID());
      request.send(file);
    });
  }
}

function bodyOf({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    return responseText;
  }
}
