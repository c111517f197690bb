"""Opening the audio: the first module that works, and in words why others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from generator.engine.audio import AudioSettings, candidates, prepare_environment, with_room
from generator.engine.csound import LiveCsound
from generator.engine.messages import system_rate
from generator.errors import AudioDeviceError, SampleRateError
from generator.session.channels import bound_channels
from generator.session.setup import Setup


def open_engine(
    setup: Setup,
    choices: Iterable[AudioSettings],
    origin_sample: int,
    tell: Callable[[AudioSettings], None],
) -> tuple[LiveCsound, list[str]]:
    """Return an engine on the first audio that opens, and why what came before it did not.

    tell: is told of every choice before it is tried, as it may hang. Raises AudioDeviceError where
    none opens, SampleRateError where one wants another rate and nothing has been played,
    and OrchestraError.
    """
    refusals: list[str] = []
    for choice in choices:
        tell(choice)
        try:
            engine = _first_of(setup, choice, origin_sample, refusals)
        except SampleRateError:
            raise
        except AudioDeviceError as error:  # it names a device, and there is no module for it
            refusals.append(str(error))
        else:
            if engine is not None:
                return engine, refusals
    raise AudioDeviceError(f"{'; '.join(refusals)} (`scoretime devices` lists what there is)")


def _first_of(
    setup: Setup, choice: AudioSettings, origin_sample: int, refusals: list[str]
) -> LiveCsound | None:
    """Return an engine on the first module of a choice that opens; add why others did not."""
    for module in modules_for(choice):
        try:
            return _opened(setup, replace(choice, module=module), origin_sample)
        except AudioDeviceError as error:
            if isinstance(error, SampleRateError) and not origin_sample:
                raise  # nothing has been played: all of it can go at that rate
            refusals.append(str(error))
    return None


def modules_for(wanted: AudioSettings) -> list[str]:
    """Return the modules to try; null audio has no devices, so it is none for a named one."""
    modules = candidates(wanted.module)
    if wanted.device:
        modules = [module for module in modules if module != "null"]
    if not modules:
        raise AudioDeviceError(
            f"no audio module is there to open device {wanted.device!r}: "
            "see `scoretime devices`, or leave out --device"
        )
    return modules


def _opened(setup: Setup, audio: AudioSettings, origin_sample: int) -> LiveCsound:
    prepare_environment(audio.module)
    values = bound_channels(setup)
    open_engine = partial(LiveCsound, setup.orchestra, values, origin_sample=origin_sample)
    engine = with_room(open_engine, audio)
    refusal = _refusal(engine, audio.sample_rate or setup.orchestra.sample_rate)
    if refusal is not None:
        engine.close()
        raise refusal
    return engine


def _refusal(engine: LiveCsound, wanted_rate: int) -> AudioDeviceError | None:
    """Return why an engine that Csound has opened will not do, None if it will.

    wanted_rate: in Hz, as far as one can read it in a header.
    """
    module, said = engine.audio.module, engine.opening_messages
    if any("no ports match" in line for line in said):
        return AudioDeviceError(f"audio module {module} has no device {engine.audio.device!r}")
    ours, theirs = engine.sample_rate, system_rate(said)
    if theirs is not None and theirs != ours:
        return SampleRateError(f"audio module {module} runs at {theirs} Hz, not at {ours}", theirs)
    if ours != wanted_rate:
        return SampleRateError(f"the orchestra runs at {ours} Hz, not at {wanted_rate}", ours)
    return None
