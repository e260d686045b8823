"""Knows the words of orders, payments and refunds, as the contract describes them."""

from harbors.orders import records as orders
from harbors.payments import records
from schema.enums import described

OrderStatus = described(
    orders.OrderStatus,
    "Where an order stands.",
    OPEN="It waits for money.",
    PAID="Nothing is due.",
    EXPIRED="Nobody paid in time. Money that comes all the same counts where what was ordered is still to be had.",
    CANCELLED="It was taken back; what had come goes back.",
)
OrderPurpose = described(
    orders.Purpose,
    "What becomes true once an order is paid.",
    OFFER="The place that was offered is let.",
    STORAGE_NOTICE="The boat may stay in an unmarked area for the winter.",
    SWITCH="Nothing more: the difference of an exchange that is done.",
)
OrderLineKind = described(
    orders.LineKind,
    "What a line is.",
    PLACE="The place itself.",
    SERVICE="Something that belongs to it.",
    SUBSIDY="What is taken off, on a ground.",
    DIFFERENCE="What a dearer place costs more.",
    ADJUSTMENT="The price was changed after the quote, for a reason.",
    CREDIT="What is given back, for a reason.",
)
Product = described(
    orders.Product,
    "What VAT and accounts go by.",
    BERTH="A berth for a season.",
    WINTER_STORAGE="Storage for a winter.",
    SERVICE="A service beside a place.",
    GUEST_NIGHT="A night in a guest harbor.",
    PASSENGER_TRANSPORT="A trip on a boat.",
)
Unit = described(
    orders.Unit,
    "What the quantity of a line counts.",
    SEASON="Seasons.",
    MONTH="Months.",
    DAY="Days.",
    M2="Square metres.",
    PIECE="Pieces.",
)
PaymentMethod = described(
    records.Method,
    "By which way money comes.",
    EMBEDDED="The payment page of this service.",
    PAYTRAIL="Paytrail.",
    BANK="A transfer to an account, by the reference of an invoice.",
    MANUAL="Cash or card at the desk of the provider.",
)
PaymentStatus = described(
    records.PaymentStatus,
    "Where a payment stands.",
    STARTED="The gateway has not answered yet: ask again for the payment.",
    PENDING="The payer goes on at `href`.",
    CAPTURED="The money has come.",
    FAILED="No money came. Should it come later, it counts all the same.",
    MISMATCHED="The gateway tells of another amount or order: staff look into it.",
)
RefundStatus = described(
    records.RefundStatus,
    "Where a refund stands.",
    OWED="It is owed, and will be sent.",
    SENT="The gateway was asked to pay it.",
    DONE="It has gone.",
    FAILED="The gateway cannot pay it: staff pay it by another way.",
)
RefundReason = described(
    records.RefundReason,
    "Why money goes back.",
    LATE="It came after the order had expired, and what was ordered is gone.",
    SURPLUS="More came than was due, as when an order is paid twice.",
    CANCELLED="The order was taken back.",
    PRICE_CHANGED="The price was lowered.",
    UNFULFILLED="What was ordered could not be given.",
)
