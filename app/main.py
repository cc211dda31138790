"""The ASGI application that a server runs: ``uvicorn app.main:app``."""

import gc

# What is loaded here stays: looking through it for garbage would slow the start, and later make
# a reader wait every now and then.
gc.disable()

from app.web.allocation import economise  # noqa: E402
from app.web.application import create_app  # noqa: E402

economise()
app = create_app()
gc.freeze()
gc.enable()
