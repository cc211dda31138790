"""Lectures: figures and notes in one link."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
