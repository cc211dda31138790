"""The ASGI application that a server runs: ``uvicorn app.main:app``."""

from app.web.application import create_app

app = create_app()
