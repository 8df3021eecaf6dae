"""What is not a look: a feed more, quicker reading, somebody at the desk at night, as a change of the declared pathways."""

import msgspec

from tocsin.model.pathways import Channel, Duty, Option, Pathways, Sees
from tocsin.model.ranges import Range


def applied(declared: Pathways, option: Option) -> Pathways:
    """The pathways once the option is had: nothing in them becomes slower or rarer."""
    own = declared.own
    for field in ("rounds_hours", "judging_hours"):
        given: Range | None = getattr(option, field)
        if given is not None:
            own = msgspec.structs.replace(own, **{field: _sooner(getattr(own, field), given)})
    if option.around_the_clock:
        own = msgspec.structs.replace(own, duty=Duty(utc_offset=own.duty.utc_offset))
    channels = tuple(_channel(one, option) if one.id == option.channel else one for one in declared.channels)
    return msgspec.structs.replace(declared, own=own, channels=channels)


def _channel(channel: Channel, option: Option) -> Channel:
    if option.reading_hours is not None and channel.reading_hours is not None:
        channel = msgspec.structs.replace(channel, reading_hours=_sooner(channel.reading_hours, option.reading_hours))
    if option.times is not None:
        sees = {step: _more(how, option.times) for step, how in channel.sees.items()}
        channel = msgspec.structs.replace(channel, sees=sees)
    return channel


def _more(how: Sees, times: float) -> Sees:
    rate = how.rate_per_day
    if rate is None:
        return how
    return msgspec.structs.replace(how, rate_per_day=msgspec.structs.replace(rate, low=rate.low * times, high=rate.high * times))


def _sooner(now: Range, given: Range) -> Range:
    return msgspec.structs.replace(now, low=min(now.low, given.low), high=min(now.high, given.high))
