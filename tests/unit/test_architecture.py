"""What import-linter has no words for."""

from __future__ import annotations

import sys

import grimp

#: Beside the standard library: working days and dates are not ours to write.
ALLOWED = {"dateutil", "holidays"}


def test_the_domain_imports_nothing_but_the_standard_library() -> None:
    graph = grimp.build_graph("bot", include_external_packages=True)
    modules = {"bot.domain", *graph.find_descendants("bot.domain")}
    imported = {
        one
        for module in modules
        for one in graph.find_modules_directly_imported_by(module)
        if one not in modules
    }
    assert imported, "the graph is empty"
    assert not {one for one in imported if one not in ALLOWED | sys.stdlib_module_names}
