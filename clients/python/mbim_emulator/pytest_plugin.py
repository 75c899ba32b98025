"""The pytest plugin: each test that asks for the fixture "emulator" gets its own modem, and a failed test prints the journal.

    @pytest.mark.emulator("--profile", "no-sim", seed=42)
    def test_a_modem_without_sim_says_so(emulator):
        assert emulator.status() == "no SIM"

It is found by itself once the package is installed; otherwise run pytest with -p mbim_emulator.pytest_plugin.
"""

from __future__ import annotations

from typing import Any, Callable, Generator

import pytest

from . import EmulatorError, StartedEmulator, start

_STARTED = pytest.StashKey["list[StartedEmulator]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mbim-emulator", metavar="TOOL", help="the path or command of mbim-emulator; by default MBIM_EMULATOR, or the one on the PATH")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "emulator(*arguments, seed=0, scenario=None, wait_for='ready'): how the fixture 'emulator' is started; see mbim_emulator.start")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    report = (yield).get_result()
    if report.when == "call" and report.failed:
        for emulator in item.stash.get(_STARTED, []):
            report.sections.append((f"MBIM emulator, {emulator.modem}", _report(emulator)))


@pytest.fixture
def start_emulator(request: pytest.FixtureRequest) -> Generator[Callable[..., StartedEmulator], None, None]:
    """Starts emulators with the arguments of mbim_emulator.start; they end with the test."""
    started = request.node.stash.setdefault(_STARTED, [])

    def start_one(*arguments: str, **options: Any) -> StartedEmulator:
        options.setdefault("tool", request.config.getoption("--mbim-emulator"))
        emulator = start(*arguments, **options)
        started.append(emulator)
        return emulator

    yield start_one
    while started:
        started.pop().stop()


@pytest.fixture
def emulator(request: pytest.FixtureRequest, start_emulator: Callable[..., StartedEmulator]) -> StartedEmulator:
    """The test's own emulator, started as its mark "emulator" says, with a modem that is ready."""
    mark = request.node.get_closest_marker("emulator")
    return start_emulator(*mark.args, **mark.kwargs) if mark else start_emulator()


def _report(emulator: StartedEmulator) -> str:
    note = f"MBIM_EMULATOR_SEED={emulator.seed} reproduces the run\n"
    try:
        return note + str(emulator.journal)
    except EmulatorError:
        # It has ended, which may be why the test failed.
        return note + emulator.log()
