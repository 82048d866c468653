"""How often one user or key may ask, counted per fixed window in the cache."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from tracker.models import ApiKey

SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}


class WindowThrottle(BaseThrottle):
    """One counter a window and caller: constant cost, however high the rate. A rate of 0 means no limit."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; False once the caller has used up the window."""
        limit, duration = parse_rate(settings.AHD_API_RATE)
        if limit == 0:
            return True
        now = time.time()
        self.left = duration - now % duration
        key = f"throttle:{_caller(request, self)}:{int(now // duration)}"
        cache.add(key, 0, duration + 1)
        try:
            return cache.incr(key) <= limit
        except ValueError:  # the window ended between the two calls
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return max(1.0, self.left)


def parse_rate(rate: str) -> tuple[int, int]:
    """`"600/min"` as a number of requests and a number of seconds."""
    count, _slash, period = rate.partition("/")
    return int(count), SECONDS[period]


def _caller(request: Request, throttle: BaseThrottle) -> str:
    if isinstance(request.auth, ApiKey):
        return f"key:{request.auth.prefix}"
    if request.user and request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"address:{throttle.get_ident(request)}"
