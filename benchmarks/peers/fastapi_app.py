"""The smallest FastAPI app: what any FastAPI server takes to be ready."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the server is alive."""
    return {"status": "ok"}
