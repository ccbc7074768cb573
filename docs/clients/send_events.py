"""Sends events to Tocsin, each once, with nothing but Python's own library.

    TOCSIN_URL=https://tocsin.example TOCSIN_KEY=id:secret python3 send_events.py < events.ndjson

SSL_CERT_FILE names a private CA. As a module: Sender(url, key).send(list_of_dicts).
"""
import base64, gzip, http.client, json, os, random, sys, time, urllib.error, urllib.request, uuid

BATCH = 500
TRY_AGAIN = {408, 429, 500, 502, 503, 504}


class NotSent(Exception):
    """Says why the events of one batch were not taken; `events` are those, none after them was sent."""

    def __init__(self, reason, events):
        super().__init__(f"{len(events)} events were not sent: {reason}")
        self.events = events


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # A redirected POST would arrive as a GET, without its events.


class Sender:
    def __init__(self, url, key, patience_s=600):
        self.url, self.patience_s = url.rstrip("/") + "/events", patience_s
        self.authorization = "ApiKey " + base64.b64encode(key.encode()).decode()
        self.opener = urllib.request.build_opener(NoRedirect)

    def send(self, events):
        """Sends dicts or lines of JSON. Raises NotSent; what was sent before stays sent."""
        for start in range(0, len(events), BATCH):
            self._send_batch(events[start : start + BATCH])

    def _send_batch(self, events):
        lines = [event.strip() if isinstance(event, str) else json.dumps(event) for event in events]
        # The same key at each try: a batch whose answer was lost is stored once.
        headers = {"Authorization": self.authorization, "Content-Type": "application/x-ndjson",
                   "Content-Encoding": "gzip", "Idempotency-Key": str(uuid.uuid4())}
        request = urllib.request.Request(self.url, gzip.compress("\n".join(lines).encode()), headers)
        deadline, wait = time.monotonic() + self.patience_s, 0.5
        while True:
            receipt, reason, after = self._post(request, events)
            if receipt and receipt["rejected"]:
                print(f"{receipt['parked']} parked: {receipt['rejected']}", file=sys.stderr)
            if receipt and receipt["accepted"] < len(events):
                raise NotSent(f"a strict source refused some: {receipt['rejected']}", events)
            if receipt:
                return
            pause = max(after, wait * random.uniform(0.5, 1))
            if time.monotonic() + pause > deadline:
                raise NotSent(reason, events)
            print(f"trying again in {pause:.1f} s: {reason}", file=sys.stderr)
            time.sleep(pause)
            wait = min(wait * 2, 30)

    def _post(self, request, events):
        try:
            with self.opener.open(request, timeout=60) as response:
                return json.load(response), "", 0
        except urllib.error.HTTPError as error:
            reason, after = f"{error.code} {error.reason}", error.headers.get("Retry-After", "")
            if error.code not in TRY_AGAIN:
                raise NotSent(f"{reason} {error.read(500).decode(errors='replace')}", events) from error
            return None, reason, int(after) if after.isdigit() else 0
        except (OSError, http.client.HTTPException, ValueError) as error:
            return None, repr(error), 0  # No answer, or half of one.


if __name__ == "__main__":
    lines = [line for line in sys.stdin if line.strip()]
    try:
        Sender(os.environ["TOCSIN_URL"], os.environ["TOCSIN_KEY"]).send(lines)
    except NotSent as failure:
        sys.exit(str(failure))
    print(f"sent {len(lines)} events")
