"""The ASGI application that a server runs: ``uvicorn app.main:app``."""

from app.web.allocation import economise
from app.web.application import create_app

economise()
app = create_app()
