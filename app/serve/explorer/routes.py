"""Which address of the explorer shows or does what."""

from __future__ import annotations

from starlette.routing import Route

from equipoise.app.serve.explorer import answers, asides, downloads, own, pages
from equipoise.app.serve.explorer.desk import asking

ROUTES = [
    Route("/x", pages.choose),
    Route("/x/answer", asking(answers.answer), methods=["POST"]),
    Route("/x/strip", asking(answers.response_strip), methods=["POST"]),
    Route("/x/turns", asking(asides.turns), methods=["POST"]),
    Route("/x/rests", asking(asides.rests), methods=["POST"]),
    Route("/x/knowing", asking(asides.knowing), methods=["POST"]),
    Route("/x/check", asking(own.check, here=True), methods=["POST"]),
    Route("/x/own", asking(own.keep, here=True), methods=["POST"]),
    Route("/x/import", own.take_in, methods=["POST"]),
    Route("/x/{scenario}", pages.explorer_page),
    Route("/x/{scenario}/report", downloads.report),
    Route("/x/{scenario}/policy.toml", downloads.policy),
    Route("/x/{scenario}/data.csv", downloads.data),
]
