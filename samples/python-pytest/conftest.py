"""Gives each test that requests "emulator" its own modem; a failed test prints the recorded traffic."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "clients" / "python"))

import mbim_emulator  # noqa: E402


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    emulator = item.funcargs.get("emulator")
    if report.when == "call" and report.failed and emulator:
        journal = "\n".join(str(entry) for entry in emulator.journal.entries())
        report.sections.append(("MBIM emulator", f"MBIM_EMULATOR_SEED={emulator.seed} reproduces the run\n{journal}"))


@pytest.fixture
def emulator(request):
    marker = request.node.get_closest_marker("emulator")
    with mbim_emulator.start(*(marker.args if marker else ()), **(marker.kwargs if marker else {})) as running:
        yield running


def pytest_configure(config):
    config.addinivalue_line("markers", "emulator(*arguments, seed): options of mbim-emulator run")
