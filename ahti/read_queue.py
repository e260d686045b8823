"""Knows the reads that wait for a connection: how many, for how long, and who is next."""

import asyncio
from collections import deque

from ahti.losses import DatabaseLost
from ahti.readers import Reader
from schema.errors import Busy

Place = asyncio.Future[Reader]


class ReadsBusy(Busy):
    """So much is read already that one more would wait in vain."""

    def __init__(self, message: str, **figures: int) -> None:
        super().__init__(message, retry_after=1, **figures)


class ReadQueue:
    """First come, first served: ``most`` may wait at a time, each for ``patience`` seconds.

    ``waits`` and ``seconds`` say how often and for how long it was waited, since the beginning.
    """

    def __init__(self, *, most: int, patience: float) -> None:
        self._most = most
        self._patience = patience
        self._places: deque[Place] = deque()
        self.waits = 0
        self.seconds = 0.0

    def __len__(self) -> int:
        return len(self._places)

    def join(self) -> Place:
        """A place at the end. Raises ``ReadsBusy`` when there is none."""
        if len(self._places) >= self._most:
            raise ReadsBusy(f"At most {self._most} reads wait at a time: come back in a moment.", limit=self._most)
        place: Place = asyncio.get_running_loop().create_future()
        self._places.append(place)
        self.waits += 1
        return place

    async def wait(self, place: Place) -> Reader:
        """What is handed to the place. Raises ``ReadsBusy`` when nothing was for too long, ``DatabaseLost``."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._patience):
                return await place
        except TimeoutError:
            limit = round(self._patience * 1000)
            raise ReadsBusy(f"A read waits {limit} ms at most: come back in a moment.", limit=limit) from None
        finally:
            self.seconds += loop.time() - began
            if place in self._places:
                self._places.remove(place)

    def hand(self, reader: Reader) -> bool:
        """Whether somebody waits, who has it now."""
        while self._places:
            place = self._places.popleft()
            if not place.done():
                place.set_result(reader)
                return True
        return False

    def refuse(self, error: BaseException) -> None:
        """Tell everybody who waits that there will be no connection."""
        while self._places:
            place = self._places.popleft()
            if not place.done():
                place.set_exception(DatabaseLost(error))


def handed_in_vain(place: Place) -> Reader | None:
    """What a place was handed in the very moment in which its holder had gone."""
    if place.done() and not place.cancelled() and place.exception() is None:
        return place.result()
    return None
