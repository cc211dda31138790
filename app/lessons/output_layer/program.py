"""The NumPy program that gives the numbers of the pictures."""

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.output_layer.experiment import OutputLayerExperiment, answer_of


def program(experiment: OutputLayerExperiment, lang: str) -> Program:
    """The answer, the loss and the gradient by the scores, in the task that was chosen."""
    found = answer_of(experiment)

    def note(key: str) -> str:
        return "# " + say(lang, f"output-layer.program.{key}")

    if found.task == "regression":
        body = [
            f"t = np.array({list(experiment.numbers)!r})  {note('truth')}",
            f"y = a  {note('identity')}",
            f"loss = 0.5 * ((y - t) ** 2).sum()  {note('squares')}",
            "gradient = y - t",
        ]
    else:
        body = [
            f"t = np.eye(len(a))[{experiment.label}]  {note('one_hot')}",
            f"shifted = a - a.max()  {note('shift')}",
            "e = np.exp(shifted)",
            f"y = e / e.sum()  {note('softmax')}",
            "",
            note("log"),
            "top = shifted == 0",
            "log_y = shifted - (np.log(float(top.sum())) + "
            "np.log1p(np.where(top, 0, e).sum() / top.sum()))",
            f"loss = -log_y[{experiment.label}]  {note('entropy')}",
            note("gradient"),
            "near_1 = log_y > np.log(0.5)",
            "gradient = np.where(near_1, np.expm1(log_y) + (1 - t), np.exp(log_y) - t)",
        ]
    lines = [
        "import numpy as np",
        "",
        f"a = np.array({list(experiment.scores)!r})  {note('scores')}",
        *body,
        f"print(a.argmax(), y.argmax())  {note('argmax')}",
        "print(*y.tolist(), float(loss), *gradient.tolist())",
    ]
    prints = (*found.y.tolist(), found.loss, *found.gradient.tolist())
    return Program("\n".join(lines) + "\n", prints)
