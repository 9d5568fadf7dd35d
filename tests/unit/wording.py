"""Words, messages and forms of every sort, for properties of what draws them."""

from __future__ import annotations

from typing import Literal

from hypothesis import strategies as st

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Form,
    Heading,
    Input,
    Option,
    OutboundMessage,
    Paragraph,
    Picture,
    Run,
    StatusRow,
)
from bot.domain.status import Status
from bot.domain.verbs import MessageKind

#: What people and plans write, and a platform might act on.
NASTY = (
    "<!channel> <@U123> <http://bank.example|your bank> &lt;!here&gt; &amp; ",
    "*bold* _no_ ~no~ `no` :tada: ",
    "two\nlines ",
    "<at>Ada Quill</at> <script>alert(1)</script> &lt;b&gt; &amp; ",
    "**bold** _no_ ~no~ `no` [your bank](https://bank.example) ![x](x) ",
    "# A heading",
    "1. one\r\n2. two\n- three ",
    "www.bank.example a@b.example {{DATE(2023-10-24)}} ${x} ",
    "مرحبا بالعالم ",
    "👩🏽‍💻🇬🇧 ",
    'é"\\' * 5 + " ",
    "unbroken" * 40,
    "▲ Amber ● Green ◆ RED ",
)
words = st.lists(st.sampled_from(NASTY) | st.text(max_size=30), max_size=12).map("".join)
long_words = words.flatmap(lambda text: st.integers(1, 9).map(lambda n: (text * n)[:6000]))
labels = st.sampled_from(NASTY) | st.text(max_size=120)
runs = st.lists(
    st.builds(
        Run,
        text=long_words,
        style=st.sampled_from(["plain", "strong", "emphasis"]),
        literal=st.booleans(),
    ),
    max_size=4,
).map(tuple)
many_runs = st.integers(1, 300).map(
    lambda n: tuple(Run(text=f"▲ Amber {at} ", style="strong") for at in range(n))
)
buttons = st.builds(
    Button,
    label=labels,
    verb=st.sampled_from(["report", "undo"]),
    value=st.sampled_from(["red", "b:1"]),
    item=st.none() | st.just("PA1-1.1.1"),
    style=st.sampled_from(["default", "primary", "danger"]),
)
counts = st.dictionaries(st.sampled_from([one.value for one in Status]), st.integers(0, 40))
bars = st.fixed_dictionaries(
    {"code": st.just("PA1"), "title": labels, "now": counts, "before": st.none() | counts}
)
pictures = st.builds(
    Picture,
    name=st.just("brag_bars"),
    data=st.fixed_dictionaries(
        {
            "now": st.just("24 October"),
            "before": st.none() | st.just("12 September"),
            "bars": st.lists(bars, max_size=14),
        }
    ),
    alt=words,
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, text=words),
    st.builds(Paragraph, runs=runs | many_runs, quiet=st.booleans()),
    st.builds(
        StatusRow,
        key=st.just("PA1-1.1.1"),
        title=long_words,
        status=st.sampled_from(Status),
        detail=runs,
        number=st.none() | st.integers(1, 400),
    ),
    st.builds(Fields, pairs=st.lists(st.tuples(labels, runs), max_size=12).map(tuple)),
    st.builds(Buttons, buttons=st.lists(buttons, max_size=60).map(tuple)),
    st.just(Divider()),
)
outbound = st.builds(
    OutboundMessage,
    blocks=st.lists(blocks | pictures, max_size=8).map(tuple),
    summary=long_words,
    items=st.just(("PA1-1.1.1",)),
    kind=st.sampled_from([MessageKind.DIGEST, MessageKind.REMINDER]),
)

Kind = Literal["text", "long_text", "choice", "choices", "date"]
KINDS: tuple[Kind, ...] = ("text", "long_text", "choice", "choices", "date")
options = st.lists(
    st.builds(Option, value=st.uuids().map(str), label=labels),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.value,
).map(tuple)


@st.composite
def inputs(draw: st.DrawFn, name: str) -> Input:
    kind: Kind = draw(st.sampled_from(KINDS))
    choices = draw(options) if kind in ("choice", "choices") else ()
    values = [option.value for option in choices]
    value = {
        "choice": st.sampled_from([*values, ""]),
        "choices": st.lists(st.sampled_from(values or [""]), unique=True).map(
            lambda chosen: ",".join(v for v in values if v in chosen)
        ),
        "date": st.sampled_from(["", "2023-11-30"]),
    }.get(kind, long_words)
    return Input(
        name=name, label=draw(labels), kind=kind, options=choices, value=draw(value),
        required=draw(st.booleans()), max_length=draw(st.integers(1, 5000)), hint=draw(labels),
    )  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Form:
    return Form(
        name="update",
        title=draw(labels),
        inputs=tuple(draw(inputs(f"f{n}")) for n in range(draw(st.integers(1, 8)))),
        value="PA1-1.1.1@2023-10-26T09:00:00+00:00",
    )
