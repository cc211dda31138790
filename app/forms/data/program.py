"""The lesson's NumPy program of a figure, as a file of its own."""

from app.catalogue.languages import say
from app.forms.citation import citation
from app.forms.form import Asked, Unfit
from app.lessons.lesson import Program


def program(asked: Asked) -> Program:
    """The program that the lesson's page shows for this experiment; Unfit where it has none."""
    if asked.lesson.program is None:
        raise Unfit(say(asked.lang, "data.no_program"))
    return asked.lesson.program(asked.experiment, asked.lang)


def with_heading(asked: Asked) -> str:
    """The program below comments that tell what it is, how to run it, and where it is from."""
    told = [
        asked.title,
        asked.staged["verdict"]["sentence"],
        asked.page,
        "",
        say(asked.lang, "data.program"),
        say(asked.lang, "data.run", name=asked.named("py")),
        citation(asked),
    ]
    heading = "\n".join(f"# {' '.join(line.split())}".rstrip() for line in told)
    return f"{heading}\n\n{program(asked).text}"
