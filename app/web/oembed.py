"""oEmbed 1.0, and the cards that a shared link shows."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
