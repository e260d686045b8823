"""Knows how a document is held against the schema, and how much work that may be."""

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    specified_rules,
    validate,
)
from graphql.validation import ASTValidationRule, MaxIntrospectionDepthRule, ValidationContext
from graphql.validation.validate import ValidationAbortedError

from schema.description import BoundedIntrospection
from schema.errors import LimitExceeded

# Whoever has more to correct asks again. Each costs a search for what may have been meant.
MOST_ERRORS = 20
# Every two fields of one response name are compared, at two steps; it is a microsecond a step.
MOST_COMPARED = 50_000
_ABORTED = "Validation aborted."


class BoundedOverlaps(OverlappingFieldsCanBeMergedRule):
    """Compares fields of one name as far as ``MOST_COMPARED`` steps go."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARED


_OURS: dict[type[ASTValidationRule], type[ASTValidationRule]] = {
    OverlappingFieldsCanBeMergedRule: BoundedOverlaps,
    MaxIntrospectionDepthRule: BoundedIntrospection,
}
_RULES = [_OURS.get(rule, rule) for rule in specified_rules]


def find_errors(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What is wrong with a document; raises ``LimitExceeded`` when it is too much work to find out."""
    errors = validate(schema, document, _RULES, max_errors=MOST_ERRORS)
    if errors and isinstance(errors[-1], ValidationAbortedError) and errors[-1].message == _ABORTED:
        raise _too_entangled()
    return errors


def _too_entangled() -> LimitExceeded:
    message = (
        f"The document nests or repeats its fields and fragments too much: {MOST_COMPARED:,} are compared at most."
    )
    return LimitExceeded(message, limit=MOST_COMPARED)
