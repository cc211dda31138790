"""Files that take long, made while the one who waits is told how far they have come."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
