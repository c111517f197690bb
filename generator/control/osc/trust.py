"""Who may do what: this machine all, others the guarded only once they have shown the token."""

from __future__ import annotations

import hmac
from collections import deque

from generator.control.addresses import Endpoint
from generator.control.osc.allowance import household
from generator.control.osc.codec import OscError
from generator.control.osc.peer import Peer

MOST_TRIES, TRIES_SECONDS = 5, 60.0
MOST_HOSTS = 1024
MOST_TRUSTED = 64


class Trust:
    """Checks senders. token: what one on another machine has to show; "" where none will do.

    Who has shown it is trusted, at that port, until nothing has come from there for ten minutes.
    """

    def __init__(self, token: str = "") -> None:
        self._token = token.encode()
        self._tries: dict[str, deque[float]] = {}
        self._trusted: deque[Peer] = deque(maxlen=MOST_TRUSTED)  # these are not forgotten

    def check(self, peer: Peer, endpoint: Endpoint) -> None:
        """Raise OscError `forbidden` where a sender may not do this."""
        if not endpoint.guarded or peer.near or peer.trusted:
            return
        first = "" if self._token else "play with --osc-token TEXT, then "
        raise OscError("forbidden", f"another machine needs the token: {first}send /token TEXT")

    def show(self, peer: Peer, token: str, now_seconds: float) -> None:
        """Trust a sender whose token is right.

        Raises OscError: `wrong-token`; `too-many` after five wrong ones from a machine in a minute.
        """
        if peer.near:
            return
        tries = self._tries_of(household(peer.host))
        if len(tries) == MOST_TRIES and now_seconds - tries[0] < TRIES_SECONDS:
            raise OscError("too-many", f"{MOST_TRIES} wrong tokens: wait a minute")
        if not self._token or not hmac.compare_digest(token.encode(), self._token):
            tries.append(now_seconds)
            raise OscError("wrong-token", "that is not the token that --osc-token gave")
        peer.trust()
        if peer not in self._trusted:
            self._trusted.append(peer)

    def _tries_of(self, host: str) -> deque[float]:
        if host not in self._tries and len(self._tries) >= MOST_HOSTS:
            del self._tries[next(iter(self._tries))]
        return self._tries.setdefault(host, deque(maxlen=MOST_TRIES))
