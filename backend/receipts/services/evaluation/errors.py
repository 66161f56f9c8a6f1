"""What can be wrong with the files that an evaluation is given."""

from common.errors import AppError


class EvaluationError(AppError):
    """The message names the file, and the line where there is one."""

    code = "evaluation"
