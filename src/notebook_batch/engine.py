"""Papermill's engine of this package by its name: ``papermill --engine in-process``.

Papermill loads it while it is itself imported, so nothing of papermill or of kernels is imported before it is used.
"""

ENGINE = "in-process"


class InProcess:
    """Executes a notebook in the process that asks for it, which can execute one and no more."""

    @staticmethod
    def execute_notebook(nb, kernel_name: str, **settings):
        """Execute the cells in order, with the outputs that a plain kernel gives; settings are papermill's."""
        from notebook_batch.kernels import Engine

        return Engine.execute_notebook(nb, kernel_name, **settings)

    @staticmethod
    def nb_kernel_name(nb, name: str | None = None) -> str:
        """The kernel that the notebook names, as papermill has it."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(nb, name)

    @staticmethod
    def nb_language(nb, language: str | None = None) -> str:
        """The language that the notebook names, as papermill has it."""
        from papermill.utils import nb_language

        return nb_language(nb, language)
