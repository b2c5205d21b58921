"""SPARQL-based constraint components (SHACL 6): every kind of validator.

Not everything here is held against pySHACL, which leaves out the sh:value of an ASK validator in a property shape (6.2.2
has it), takes one of several values of a parameter (6.3 makes each a constraint), and fails where no validator fits (6.2.3
has the constraint ignored).
"""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.shacl import ValidationResult, validate
from shacl_graphs import e, results_of, shapes_of, store_of

DATA = 'e:a a e:C ; e:p "long enough", "no" . e:b a e:C ; e:p "x" ; e:q "x" .'


def found(shapes: str) -> list[ValidationResult]:
    """What the fast engine finds without help."""
    told: list[str] = []
    results = validate(store_of(DATA), shapes_of(shapes), note=told.append)
    assert not told
    return results


def component(validator: str, parameters: str = "e:least") -> str:
    declared = " , ".join(f"[ sh:path {path} ]" for path in parameters.split())
    return f"e:Component a sh:ConstraintComponent ; sh:parameter {declared} ; {validator} .\n"


def ask(body: str, message: str = "") -> str:
    return f'sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes e: ; {message} sh:ask "{body}" ]'


def rule(constraint: str, name: str = "R") -> str:
    return f"e:{name} a sh:NodeShape ; sh:targetClass e:C ; {constraint} .\n"


LONG = ask("ASK { FILTER (STRLEN(STR($value)) >= $least) }")


def test_an_ask_validator_judges_every_value_node() -> None:
    shapes = component(LONG) + rule("sh:property [ sh:path e:p ; e:least 3 ]")
    results = found(shapes)
    assert [(r.focus, r.value.value, r.component) for r in results] == [  # type: ignore[union-attr]
        (e("a"), "no", e("Component")),
        (e("b"), "x", e("Component")),
    ]


def test_in_a_node_shape_the_focus_node_is_the_value_node() -> None:
    results = results_of(component(LONG) + rule("e:least 100"), DATA)
    assert [(r.focus, r.value, r.path) for r in results] == [
        (e("a"), e("a"), None),
        (e("b"), e("b"), None),
    ]


def test_every_value_of_a_single_parameter_is_a_constraint_of_its_own() -> None:
    results = found(component(LONG) + rule("e:least 1, 100, 200"))
    assert [r.focus for r in results] == [e("a"), e("b")]
    shapes = component(LONG) + rule("e:least 100") + rule("e:least 200", "S")
    assert len(results_of(shapes, DATA)) == 4


def test_a_select_validator_of_a_property_shape_reads_its_path() -> None:
    shapes = component(
        'sh:propertyValidator [ sh:prefixes e: ; sh:select "SELECT DISTINCT $this ?value WHERE '
        '{ $this $PATH ?value . FILTER (STRLEN(?value) < $least) }" ]'
    ) + rule("e:least 3 ; sh:property [ sh:path e:p ; e:least 3 ]")
    results = found(shapes)
    assert [(r.focus, r.path and r.path.label) for r in results] == [
        (e("a"), "http://e/p"),
        (e("b"), "http://e/p"),
    ]


def test_a_shape_that_lacks_a_mandatory_parameter_does_not_use_the_component() -> None:
    both = component(ask("ASK { FILTER ($value = $one || $value = $two) }"), "e:one e:two")
    assert results_of(both + rule("e:one e:a"), DATA) == []
    assert [r.focus for r in results_of(both + rule("e:one e:a ; e:two e:x"), DATA)] == [e("b")]


def test_several_values_of_one_of_several_parameters_are_refused() -> None:
    both = component(ask("ASK { FILTER ($value = $one || $value = $two) }"), "e:one e:two")
    with pytest.raises(InputError, match="2 values of <http://e/one>"):
        shapes_of(both + rule("e:one e:a, e:b ; e:two e:x"))


def test_the_message_names_the_parameters() -> None:
    message = 'sh:message "{$value} is shorter than {$least}" ;'
    shapes = component(ask("ASK { FILTER (STRLEN(STR($value)) >= $least) }", message))
    results = found(shapes + rule("sh:property [ sh:path e:p ; e:least 3 ]"))
    assert [r.message for r in results] == ["no is shorter than 3", "x is shorter than 3"]
    own = rule('sh:property [ sh:path e:p ; e:least 3 ; sh:message "too short" ]')
    assert {r.message for r in found(shapes + own)} == {"too short"}


def test_a_blank_node_as_parameter_goes_to_the_reference_engine() -> None:
    shapes = shapes_of(
        component(ask("ASK { FILTER (!isBlank($least)) }")) + rule("e:least [ e:q 1 ]")
    )
    told: list[str] = []
    results = validate(store_of(DATA), shapes, note=told.append)
    assert [r.focus for r in results] == [e("a"), e("b")]
    assert told == [
        "pySHACL evaluates the component <http://e/Component> of <http://e/R>: "
        "$least is a blank node"
    ]


def test_what_goes_to_the_reference_engine_keeps_its_value_nodes() -> None:
    text = component(ask("ASK { FILTER (!isBlank($least) || $value = 'x') }"))
    shapes = shapes_of(text + rule("sh:property [ sh:path e:p ; e:least [] ]"))
    results = validate(store_of(DATA), shapes)
    assert [(r.focus, r.value.value) for r in results] == [  # type: ignore[union-attr]
        (e("a"), "long enough"),
        (e("a"), "no"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (component(ask("ASK { this is no query"))+ rule("e:least 1"), "sh:ask"),
        (component(ask("SELECT $this WHERE { $this e:p 1 }")) + rule("e:least 1"), "of the form SELECT"),
        (component("sh:validator [ a sh:SPARQLAskValidator ]") + rule("e:least 1"), "needs one sh:select"),
        (component(LONG, "e:this") + rule("e:this 1"), "cannot be a SPARQL variable"),
        (component(ask("ASK { SERVICE e:s { $value e:p 1 } }")) + rule("e:least 1"), "SERVICE"),
        ("e:Component sh:parameter [ sh:path e:least ; sh:optional true ] ." + rule("sh:class e:C"), "no mandatory"),
    ],
)  # fmt: skip
def test_an_ill_formed_component_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        shapes_of(text)
