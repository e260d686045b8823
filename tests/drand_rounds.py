"""Knows rounds that drand's networks published: real keys, real signatures, of each scheme.

From drand's public relays and the tests of its clients. Those of ``DEFAULT`` and ``QUICKNET`` are the League of
Entropy's own chains, whose chain hashes follow from the facts that stand here.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

from ahti.gateways.beacons.sources import DEFAULT, QUICKNET
from harbors.beacons.records import BeaconSource, Scheme


@dataclass(frozen=True, slots=True)
class Published:
    """A round as its network published it, in hex; ``previous`` where rounds are chained."""

    source: BeaconSource
    round: int
    signature: str
    previous: str | None = None
    randomness: str | None = None

    def answer(self) -> dict[str, object]:
        """What a relay of drand answers."""
        randomness = self.randomness or sha256(bytes.fromhex(self.signature)).hexdigest()
        told = {"round": self.round, "randomness": randomness, "signature": self.signature}
        return told if self.previous is None else told | {"previous_signature": self.previous}


def _chain(key: str, scheme: Scheme) -> BeaconSource:
    """A network of which only the key matters here."""
    return replace(QUICKNET, name="other", chain_hash=sha256(key.encode()).hexdigest(), public_key=key, scheme=scheme)


GROUP = "176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a"
FIRST = Published(
    DEFAULT,
    1,
    "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20ff7bc3e09d7c046566c9f7f3c6f3b10104990e7cb424998203"
    "d8f7de586fb7fa5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655",
    GROUP,
    "101297f1ca7dc44ef6088d94ad5fb7ba03455dc33d53ddb412bbc4564ed986ec",
)
LATER = Published(
    DEFAULT,
    72785,
    "82f5d3d2de4db19d40a6980e8aa37842a0e55d1df06bd68bddc8d60002e8e959eb9cfa368b3c1b77d18f02a54fe047b80f0989315f83b12a74"
    "fd8679c4f12aae86eaf6ab5690b34f1fddd50ee3cc6f6cdf59e95526d5a5d82aaa84fa6f181e42",
    "a609e19a03c2fcc559e8dae14900aaefe517cb55c840f6e69bc8e4f66c8d18e8a609685d9917efbfb0c37f058c2de88f13d297c7e19e0ab248"
    "13079efe57a182554ff054c7638153f9b26a60e7111f71a0ff63d9571704905d3ca6df0b031747",
)
TESTNET = _chain(
    "8200fc249deb0148eb918d6e213980c5d01acd7fc251900d9260136da3b54836ce125172399ddc69c4e3e11429b62c11",
    Scheme.UNCHAINED,
)
UNCHAINED = Published(
    TESTNET,
    223344,
    "94f6b85df7cce7237e8e7df66d794ddad092de5d8bb6a791b97e905aa89852e506ac36a792eba7021e22eebf34891f8914bf9a8dd9233ea0a4"
    "c5ca00ef8404999f899073dd2eade61fe54077fee8168f83dcb61a758b6883b38904054e64a433",
)
UNCHAINED_LATER = Published(
    TESTNET,
    19369534,
    "a33833d2098f5e0c4df334fb6c5b1c2de3ab293c77825f55d816254dabf7f4f3d429b6207e1cd2a808876e06058a1f8102bb6f6927b654b391"
    "259ea99c3566a4eb55feb9665dbaf9d33af08a10b1d8d8b35d91fd3536eb4c197be0041beb5dc2",
    randomness="778180564f4fb9b77580af69a559ce941eb23d8d3180c48c4d290484b516c6aa",
)
SWAPPED = _chain(
    "876f6fa8073736e22f6ff4badaab35c637503718f7a452d178ce69c45d2d8129a54ad2f988ab10c9666f87ab603c59bf"
    "013409a5b500555da31720f8eec294d9809b8796f40d5372c71a44ca61226f1eb978310392f98074a608747f77e66c5a",
    Scheme.ON_G1,
)
ON_G1 = Published(
    SWAPPED, 3, "ac7c3ca14bc88bd014260f22dc016b4fe586f9313c3a549c83d195811a99a5d2d4999d4df6daec73ff51fafadd6d5bb5"
)
ON_G1_LATER = Published(
    SWAPPED, 4, "b4448d565ccad16beb6502f0cf84b4b8d4a67845ba894308a188731b8eb8fc5eb1b5bdcdcd370271436e1475c4786a4e"
)
SHORT = Published(
    QUICKNET,
    1000,
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    randomness="fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
)
SHORT_LATER = Published(
    QUICKNET,
    1001,
    "b33bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03f73896b25883abf2853d10337fb8fa41",
)
SHORT_ELSEWHERE = Published(
    _chain(
        "81d320f220ee9c79e60e19dedc838c31e3ab919b15481e9feb52f643628c4f6a13fdc52129493875a818109d767272ca"
        "0541cbcdcea9335f2870d781b39b845ba8cbd44fdfe4967781cf72ca5917fc9398bcf97ca0548ed5a709016c4b1ff0f3",
        Scheme.RFC9380,
    ),
    38,
    "95c93585c513ebbcb4777ff15599b3140e5ec0295faa0e483f3deadd88fa6d43f0d3703e3a4ce106e8fd6c6987f32126",
    randomness="b2fc21325a24904a6a9e81a6c63f65f6cec3f0b2400df3f4a56b214770e9ccca",
)
ALL = (
    FIRST,
    LATER,
    UNCHAINED,
    UNCHAINED_LATER,
    ON_G1,
    ON_G1_LATER,
    SHORT,
    SHORT_LATER,
    SHORT_ELSEWHERE,
)
