"""The lexical spaces of the datatypes (XSD 1.1, RDF 1.1 Concepts)."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from kbtool.rdf.namespaces import RDF, XSD
from kbtool.rdf.xsd import is_known, is_well_formed

WELL_FORMED = {
    "string": ["", "a\n"],
    "boolean": ["true", "false", "1", "0"],
    "decimal": ["1", "1.0", "1.", ".5", "-0.5", "+1", "1" * 30],
    "integer": ["01", "+1", "-0", "9" * 5000],
    "double": ["1", "1e400", "1.E-5", "INF", "+INF", "-INF", "NaN"],
    "float": ["16777217", "-.5e3"],
    "date": [
        "2020-02-29",
        "2000-02-29",
        "0000-02-29",
        "-0004-02-29",
        "12026-01-01",
        "2020-01-01Z",
        "2020-01-01+14:00",
    ],
    "time": ["24:00:00", "24:00:00.00", "23:59:59.999", "12:00:00-14:00"],
    "dateTime": [
        "2016-12-31T24:00:00",
        "-0001-01-01T00:00:00.5Z",
        "2020-01-01T00:00:00.1234567890123456789",
    ],
    "dateTimeStamp": ["2020-01-01T00:00:00Z"],
    "gYear": ["2020", "0000", "-0001", "12020Z"],
    "gMonth": ["--02", "--12Z"],
    "gDay": ["---31"],
    "gYearMonth": ["2020-12"],
    "gMonthDay": ["--02-29", "--12-31Z"],
    "duration": ["P1Y", "-P1DT2H", "PT0.5S", "P1Y2M3DT4H5M6.7S"],
    "yearMonthDuration": ["P1Y2M"],
    "dayTimeDuration": ["P1DT36H"],
    "byte": ["-128", "127", "+001"],
    "short": ["-32768"],
    "int": ["2147483647"],
    "long": ["-9223372036854775808"],
    "unsignedByte": ["255", "-0"],
    "unsignedShort": ["65535"],
    "unsignedInt": ["4294967295"],
    "unsignedLong": ["18446744073709551615"],
    "positiveInteger": ["1", "1" + "0" * 40],
    "nonNegativeInteger": ["0"],
    "negativeInteger": ["-1"],
    "nonPositiveInteger": ["0", "-" + "9" * 40],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "YQ==", "YWI=", "YWJj", "Y W J j"],
    "anyURI": ["", "a b", "http://example.org/ä"],
    "language": ["en", "en-US", "x-private1"],
    "normalizedString": ["a  b", " a"],
    "token": ["", "a b"],
    "NMTOKEN": ["1a", "a:b"],
    "Name": [":a", "é1"],
    "NCName": ["a-b", "a.b", "_a"],
}
ILL_FORMED = {
    "string": ["\x01", "￾"],
    "boolean": ["True", "yes", ""],
    "decimal": [".", "1e1", "1,5", " 1"],
    "integer": ["1.0", "", "١", "1 "],
    "double": ["inf", "Infinity", "nan", "+NaN", "1e", "1_0"],
    "float": ["-inf"],
    "date": [
        "2019-02-29",
        "1900-02-29",
        "-0001-02-29",
        "2020-04-31",
        "02020-01-01",
        "2020-1-1",
        "2020-01-01+14:01",
    ],
    "time": ["24:00:01", "1:00:00", "12:00", "12:00:60"],
    "dateTime": [
        "2016-12-31T24:00:01",
        "2020-01-01",
        "2020-01-01T00:00:00.",
        "2020-01-01 00:00:00",
    ],
    "dateTimeStamp": ["2020-01-01T00:00:00"],
    "gYear": ["20", "+2020"],
    "gMonth": ["--13", "--02--"],
    "gDay": ["---32", "---00"],
    "gYearMonth": ["2020-00"],
    "gMonthDay": ["--02-30", "--04-31"],
    "duration": ["P", "PT", "P1YT", "P1S", "PT.5S", "P-1D", "P1M1Y"],
    "yearMonthDuration": ["P1D"],
    "dayTimeDuration": ["P1Y", "P1DT"],
    "byte": ["128", "300", "1.0"],
    "unsignedByte": ["256", "-1"],
    "unsignedLong": ["18446744073709551616", "9" * 40],
    "positiveInteger": ["0"],
    "nonNegativeInteger": ["-1"],
    "negativeInteger": ["0"],
    "nonPositiveInteger": ["1", "9" * 40],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["YQ=", "YR==", "===="],
    "language": ["en_US", "", "abcdefghi"],
    "normalizedString": ["a\nb", "a\tb"],
    "token": [" a", "a ", "a  b"],
    "NMTOKEN": ["a b", ""],
    "Name": ["1a", "a b"],
    "NCName": ["a b", "a:b", "-a"],
}


@pytest.mark.parametrize("name", WELL_FORMED)
def test_the_forms_of_a_datatype_are_those_of_its_lexical_space(name: str) -> None:
    assert is_known(XSD(name).value)
    right = [
        text for text in WELL_FORMED[name] if not is_well_formed(Literal(text, datatype=XSD(name)))
    ]
    wrong = [
        text
        for text in ILL_FORMED.get(name, ())
        if is_well_formed(Literal(text, datatype=XSD(name)))
    ]
    assert (right, wrong) == ([], [])


def test_an_xml_literal_is_well_balanced_content() -> None:
    def is_xml(text: str) -> bool:
        return is_well_formed(Literal(text, datatype=RDF("XMLLiteral")))

    assert is_xml("") and is_xml("text &amp; <b>bold</b>, <i/>")
    assert not is_xml("<b>") and not is_xml("a & b") and not is_xml("</x><x>")
    assert not is_xml("<!DOCTYPE x><b/>") and not is_xml("\x01")


def test_html_and_datatypes_that_are_not_known_have_any_form() -> None:
    for datatype in (RDF("HTML"), NamedNode("http://example.org/type")):
        assert is_well_formed(Literal("<b>", datatype=datatype))
        assert not is_known(datatype.value)
    assert is_well_formed(Literal("a", language="en"))
