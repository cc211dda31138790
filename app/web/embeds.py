"""Figures without their page, to stand in a frame: slides, notebooks, other sites."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
