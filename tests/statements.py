"""Statements of a bank, as it would write them."""

from collections.abc import Sequence

ACCOUNT = "FI7944052020036082"


def transfer(archive_id: str, amount: str, reference: str | None, *, currency: str = "EUR") -> str:
    """The details of one transfer."""
    told = f"<RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>" if reference else ""
    return (
        f"<TxDtls><Refs><AcctSvcrRef>{archive_id}</AcctSvcrRef></Refs>"
        f'<AmtDtls><TxAmt><Amt Ccy="{currency}">{amount}</Amt></TxAmt></AmtDtls>'
        f"<RltdPties><Dbtr><Nm>Vilma Uhri</Nm></Dbtr></RltdPties>{told}</TxDtls>"
    )


def entry(
    amount: str,
    details: Sequence[str] = (),
    *,
    archive_id: str | None = None,
    sign: str = "CRDT",
    status: str = "BOOK",
    reversal: bool = False,
    currency: str = "EUR",
) -> str:
    """One booking, of one transfer or a batch of them."""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"<RvslInd>{str(reversal).lower()}</RvslInd><Sts>{status}</Sts><BookgDt><Dt>2027-02-15</Dt></BookgDt>"
        + (f"<AcctSvcrRef>{archive_id}</AcctSvcrRef>" if archive_id else "")
        + (f"<NtryDtls>{''.join(details)}</NtryDtls>" if details else "")
        + "</Ntry>"
    )


def statement(*entries: str, version: str = "053.001.02", iban: str = ACCOUNT) -> bytes:
    """A whole file."""
    outer, inner = ("BkToCstmrStmt", "Stmt") if version.startswith("053") else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}">'
        f"<{outer}><GrpHdr><MsgId>1</MsgId></GrpHdr><{inner}><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
        f"{''.join(entries)}</{inner}></{outer}></Document>"
    ).encode()
