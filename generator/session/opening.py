"""Opening the audio: the first module that works, and in words why others do not."""

from __future__ import annotations

from dataclasses import replace

from generator.engine.audio import AudioSettings, candidates, prepare_environment
from generator.engine.csound import LiveCsound
from generator.engine.messages import system_rate
from generator.errors import AudioDeviceError, SampleRateError
from generator.session.channels import bound_channels
from generator.session.setup import Setup


def open_engine(
    setup: Setup, wanted: AudioSettings, origin_sample: int
) -> tuple[LiveCsound, list[str]]:
    """Return an engine on the first audio module that opens, and why earlier ones did not.

    Raises AudioDeviceError where none opens, SampleRateError where one wants another rate, and
    OrchestraError.
    """
    refusals: list[str] = []
    for module in modules_for(wanted):
        try:
            return _opened(setup, replace(wanted, module=module), origin_sample), refusals
        except SampleRateError:
            raise
        except AudioDeviceError as error:
            refusals.append(str(error))
    raise AudioDeviceError(f"{'; '.join(refusals)} (`scoretime devices` lists what there is)")


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
    engine = LiveCsound(setup.orchestra, values, audio, origin_sample=origin_sample)
    refusal = _refusal(engine)
    if refusal is not None:
        engine.close()
        raise refusal
    return engine


def _refusal(engine: LiveCsound) -> AudioDeviceError | None:
    """Return why an engine that Csound has opened will not do, None if it will."""
    module, said = engine.audio.module, engine.opening_messages
    if any("no ports match" in line for line in said):
        return AudioDeviceError(f"audio module {module} has no device {engine.audio.device!r}")
    ours, theirs = engine.sample_rate, system_rate(said)
    if theirs is None or theirs == ours:
        return None
    return SampleRateError(f"audio module {module} runs at {theirs} Hz, not at {ours}", theirs)
