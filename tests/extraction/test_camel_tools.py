"""camel_tools is loaded without network, without a home folder, and with the user's data where there is some.

Each case is a fresh process, since camel_tools decides at import.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extraction import lookup, morphology
from extraction.readings import Reading
from extraction.text import fold_word
from tests.stack import ROOT

PROGRAM = """
import json, os, socket
def refuse(*args, **kwargs): raise OSError("no network in this test")
socket.socket.connect = refuse
before = {name: os.environ.get(name) for name in ("HOME", "CAMELTOOLS_DATA")}
from extraction import VERSION
from extraction.morphology import analyse
facts = {word: [analyse(word).is_unknown, sorted(analyse(word).pos)] for word in ("سيعمل", "بلغمطش")}
assert before == {name: os.environ.get(name) for name in before}, "the environment was not put back"
print(json.dumps({"facts": facts, "version": VERSION}))
"""


def run(**environment: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, object] = json.loads(done.stdout)
    return found


PLAIN = {"سيعمل": [False, ["verb"]], "بلغمطش": [True, ["noun_prop"]]}


def test_without_home_and_data() -> None:
    assert run()["facts"] == PLAIN


def test_nothing_is_left_in_the_home_folder(tmp_path: Path) -> None:
    assert run(HOME=str(tmp_path))["facts"] == PLAIN
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("home", ["/nonexistent/home", "/proc"])
def test_a_home_that_cannot_be_written(home: str) -> None:
    assert run(HOME=home)["facts"] == PLAIN


def test_a_data_folder_without_a_catalogue_is_no_reason_to_download(tmp_path: Path) -> None:
    assert run(CAMELTOOLS_DATA=str(tmp_path / "empty"), HOME=str(tmp_path))["facts"] == PLAIN


# A database with the features of calima-msa-r13 that knows one verb and one noun, both unknown to ours.
FULL = """\
###DEFINES###
DEFINE pos pos:*open*
DEFINE diac diac:*open*
DEFINE lex lex:*open*
###DEFAULTS###
DEFAULT pos:noun diac:- lex:-
###ORDER###
ORDER pos diac lex
###TOKENIZATIONS###
###STEMBACKOFF###
###PREFIXES###
\tP0\tdiac:
و\tP0\tdiac:وَ prc2:wa_conj
والب\tP0\tdiac:وَالب prc2:wa_conj prc0:Al_det
###SUFFIXES###
\tS0\tdiac:
ها\tS0\tdiac:ها enc0:3fs_poss
###STEMS###
بلغمطش\tX0\tdiac:بَلْغَمْطَش lex:بَلْغَمْطَش_1 pos:noun NONE asp:na vox:na per:na gen:m num:s
بشلغم\tX0\tdiac:بُشْلِغِم lex:بَشْلَغَم_1 pos:verb NONE asp:p vox:p per:3 gen:m num:s
###TABLE AB###
P0 X0
###TABLE BC###
X0 S0
###TABLE AC###
P0 S0
""".replace("NONE", "prc3:0 prc2:0 prc1:0 prc0:0 enc0:0")


def full_data(folder: Path) -> None:
    """A stand-in for an installed calima-msa-r13."""
    place = folder / "data" / "morphology_db" / "calima-msa-r13"
    place.mkdir(parents=True)
    (folder / "catalogue.json").write_text('{"version": "1.6.0", "packages": {}, "components": {}}')
    (place / "morphology.db").write_text(FULL, encoding="utf-8")


def test_the_users_full_database_reads_what_ours_does_not(tmp_path: Path) -> None:
    full_data(tmp_path / "named")
    full_data(tmp_path / "home" / ".camel_tools")
    with_variable = run(CAMELTOOLS_DATA=str(tmp_path / "named"), HOME=str(tmp_path))
    in_home = run(HOME=str(tmp_path / "home"))
    for found in (with_variable, in_home):
        assert found["facts"] == {"سيعمل": [False, ["verb"]], "بلغمطش": [False, ["noun"]]}
        assert str(found["version"]).endswith(".msa-r13")
    assert run()["version"] == str(in_home["version"]).removesuffix(".msa-r13")


def test_readings_of_the_full_database_are_in_our_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_data(tmp_path)
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    morphology.analyse.cache_clear()
    morphology._full.cache_clear()
    try:
        (verb,) = morphology.analyse("وبشلغم").readings
        (noun,) = morphology.analyse("بلغمطشها").readings
    finally:
        morphology.analyse.cache_clear()
        morphology._full.cache_clear()
    assert verb == Reading("بشلغم", "verb", "p", "p", "3", "m", "s", ("w",), "", False, "بشلغم")
    assert noun == Reading("بلغمطش", "noun", "", "", "", "m", "s", (), "3fs", False, "بلغمطش")


def test_our_lookup_agrees_with_the_analyzer_of_camel_tools() -> None:
    with morphology._environment():
        from camel_tools.morphology.analyzer import Analyzer
    database = morphology._compact()
    analyzer = Analyzer(database, backoff="NONE")
    words = "سيوافينا تعهد وبالجماعات للجنة والمدرستين قضاتها دعت استفدنا عليها لتنتهي مجالسكم قاض"
    for word in map(fold_word, words.split()):
        theirs = {
            (a["lex"], a["pos"], a["stem"], a["prc"], a["enc"], a["gen"], a["num"], a["per"])
            for a in analyzer.analyze(word)
        }
        ours = {
            (
                r.lemma,
                r.pos,
                r.stem,
                *(v or "-" for v in ("+".join(r.proclitics), r.enclitic, r.gender, r.number, r.person)),
            )
            for r in lookup.readings(database, word)
        }
        assert ours == theirs and ours, word


def test_the_stored_database_is_what_the_word_lists_give() -> None:
    from extraction.paradigms.build import TARGET, database

    fresh = database().encode()
    stored = TARGET.read_bytes()
    assert hashlib.sha256(stored).hexdigest() == hashlib.sha256(fresh).hexdigest(), (
        "run python -m extraction.paradigms"
    )
