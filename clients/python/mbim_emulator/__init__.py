"""Starts the MBIM emulator for a test, and controls and queries it through its control API.

    import mbim_emulator

    with mbim_emulator.start("--profile", "sim-pin", seed=42) as emulator:
        run_my_program(emulator.socket)
        emulator.change("eject-sim")
        emulator.verify.once("CONNECT set AccessString=internet", timeout=10)

The tool is the argument tool, or else the environment variable MBIM_EMULATOR (a path, or a command with arguments), or else mbim-emulator on the PATH.
All endpoints are in a private folder that is removed with the emulator. MBIM_EMULATOR_SEED overrides seed. Every error is an EmulatorError that
describes the problem. With pytest, the fixture "emulator" does all of this for each test (mbim_emulator.pytest_plugin).
Standard library only; Unix. MIT licence, see LICENSE.
"""

from ._control import EmulatorError
from ._emulator import Emulator, StartedEmulator, attach, start
from ._journal import Entry, Journal, VerificationError, Verify
from ._parts import Capture, Clock, Faults, Rule, Scenario

__all__ = [
    "Capture", "Clock", "Emulator", "EmulatorError", "Entry", "Faults", "Journal", "Rule", "Scenario", "StartedEmulator", "VerificationError", "Verify",
    "attach", "start",
]
