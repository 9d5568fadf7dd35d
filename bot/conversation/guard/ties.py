"""The grammar that ties a person to a case: a few shapes of a sentence, each over the roles of its words.

Every shape is bounded, so that the search is linear. A colleague (``S``) is no person here.
"""

from __future__ import annotations

import re

from bot.conversation.guard.roles import Reading

_CASE = "[CKEc]"
#: Anything of the same sentence that is nobody's name and no topic of the work.
_REST = "[^./NIOUDVWXSBbo]"

#: Adults at work whom no list of colleagues knows; each match becomes ``S``.
_AT_WORK = tuple(
    re.compile(shape)
    for shape in (
        r"@n?[adx]?[NIUDWuw]",  # thanks Leanne; spoke to Omar
        r"[Jj][NIUD]",  # tribunal officer Leanne
        r"[NIUDuw][,(][adxH]{0,3}[Bb]?J",  # Leanne (placement manager)
        r"[NIUDuw]v?[aH](?:[dx]{0,2})[Bb]?J",  # Leanne is our new tribunal officer
        r"[NI][ni][adx]?t",  # Omar in legal
        r"(?<![fFY])(?<!f[dY])[NIUDuwW][vsdgn]{0,3}k",  # Leanne is chasing
        r"(?<![fFY])(?<!f[dY])[NIUDuwW][vdgn]{0,2}p",  # Leanne has drafted
    )
)
_TIES = tuple(
    re.compile(shape)
    for shape in (
        # Jayden's much delayed placement; ayaans ehcp; Kofi's been excluded
        r"O(?:gfd|[adglxMvsqzHF#]){0,3}[CKEc]",
        r"O[dlg]{0,3}b",
        r"V[dlgMq]{0,2}C",
        # Aoife's mum has withdrawn the appeal; the appeal by Kofi's parents; mum of Esme wants mediation
        rf"[OVXNID][dlx]{{0,2}}F[^./]{{0,10}}{_CASE}",
        rf"O[dlx]{{0,2}}[jl][^./]{{0,8}}{_CASE}",
        rf"jf[NIO][^./]{{0,8}}{_CASE}",
        rf"{_CASE}[^./]{{0,10}}[OVX][dlx]{{0,2}}F",
        rf"F[fn][dlY]{{0,2}}[NIUDWOVX][^./]{{0,12}}{_CASE}",
        rf"{_CASE}[^./]{{0,12}}F[fn][dlY]{{0,2}}[NIUDWOVX]",
        # a placement in another county for Abdi; exclusion of Harvey; mediation with Cerys; EHCP for Xolani
        rf"{_CASE}{_REST}{{0,6}}f[adlYHx]{{0,2}}[NIO]",
        r"[CE]M{0,2}n[dlY]{0,2}[NIO]",
        r"[Cc][Mdlgvsq]{0,3}f[dlY]{0,2}[UDV]",
        # appeals lodged this week: Kofi; one exclusion, Kofi M; the last suspension was Jayden
        rf"[CEc]{_REST}{{0,5}}[:(-][-/]{{0,2}}[adl]?Y{{0,2}}[NI]",
        rf"K{_REST}{{1,5}}[:(-][-/]{{0,2}}[adl]?Y{{0,2}}[NI]",
        r"K[:(-][adl]?I",
        r"K[^./SBb]{0,3}O",
        r"K[vs]{1,2}[NIO]",
        rf"[CKE]{_REST}{{0,5}},[&adlY]{{0,2}}I",
        r"[CEc]M?d?[vs]{1,2}[dlgx]{0,2}[NIO]",
        # kofi m placement; Thandiwe N - appeal lodged; Kofi still no school place
        r"[NI][:(-]?[dlHg]{0,3}[Cc]",
        r"[NI][dlg]{0,2}E(?![a#KSBNI])",
        # Tyrell got permanently excluded; Maisie is going to tribunal; Kofi has had two suspensions
        r"[NIUDWuw],?[vsdlg]{0,3}[vs][dlgx]{0,3}E",
        r"[NI],?[vsdlx]{0,3}[gq][adlgvsqxHinMz]{0,5}[CEc]",
        r"[NI][vs]{1,2}[adl]{0,2}[inx][adl]{0,2}C",
        r"[NI],?[vsg]{1,2}d{1,3}[Cc]",
        r"[NI],[vs]{1,2}[dlg]{0,2}C",
        r"[NI][vsg]g[#xdl]{0,2}K",
        # school excluded Jayden; we placed Kofi at; panel refused Kofi a place
        r"E[NI]",
        r"q[adlx]?[NI][fni]?[adlgx]{0,3}[CEc]",
        # Jayden has moved again and his placement
        r"[NI][^./S]{0,10}H[adlgx]{0,3}[CEc]",
        # Kofi M still hopes for a placement; a placement must be found by Friday, Kofi M
        r"I[^./]{0,7}[CEc]",
        r"[CEc][^./]{0,7}I",
        # any other way in which a person and one case stand close together in a sentence
        r"[NIO][^./SBbJ]{0,6}[CE]",
        r"[CE][^./SBbJ]{0,6}[NIO]",
        # Maya, 9, no placement
        r"[NI][,(]#[,)][^./]{0,6}[CEc]",
    )
)
#: A child's name, which is a breach wherever the message has a case.
_CHILD_NAMED = tuple(
    re.compile(shape)
    for shape in (
        r"Y[xy]?(?:[vs:,(y-]{1,2}y?)[NIUDWOVX]",
        r"Y[NIUDOVX]",
        r"z[NI]i",
        r"[NIUDWuw][,(-]{0,2}A",
    )
)
_CASES = frozenset("CKEcBb")
_PEOPLE = frozenset("NIOUDVWXuw")
_WORD_ROLE = re.compile("[NIUDWuw]")


def child_case_in(reading: Reading) -> bool:
    """Whether somebody who is no colleague stands in a case."""
    roles = reading.roles
    if _CASES.isdisjoint(roles) or _PEOPLE.isdisjoint(roles):
        return False
    for shape in _AT_WORK:
        roles = shape.sub(_as_colleague, roles)
    if any(shape.search(roles) for shape in _TIES):
        return True
    return any(shape.search(roles) for shape in _CHILD_NAMED)


def _as_colleague(found: re.Match[str]) -> str:
    return _WORD_ROLE.sub("S", found[0])
