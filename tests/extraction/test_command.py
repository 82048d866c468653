"""`python -m extraction` reads text and JSON lines, writes a JSON line an article, says what is wrong."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extraction import VERSION, extract
from extraction.__main__ import main
from extraction.records import InputError, articles
from tests.stack import ROOT

TEXT = "تعهد رئيس البلدية خلال اجتماع عقد يوم الاثنين ببناء مدرسة جديدة قبل نهاية السنة."


def run(*arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "extraction", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, timeout=60, check=False)


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_standard_input_to_one_json_line() -> None:
    done = run("--published", "2024-05-07", given=TEXT.encode())
    assert done.returncode == 0 and done.stderr == b""
    (found,) = lines(done.stdout.decode())
    assert (found["id"], found["published"], found["version"]) == ("-", "2024-05-07", VERSION)
    (commitment,) = found["commitments"]
    assert TEXT[slice(*commitment["trigger"])] == "تعهد"
    assert "بناء مدرسة" in TEXT[slice(*commitment["action"])]
    assert commitment["committers"] == ["رئيس البلدية"]
    assert 0 <= commitment["confidence"] <= 1 and commitment["rule"]
    (meeting,) = found["meetings"]
    assert commitment["meeting"] == meeting["id"] and meeting["date"] == "2024-05-06"


def test_files_of_text_and_of_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, many = tmp_path / "plain.txt", tmp_path / "many.jsonl"
    plain.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    rows = [{"id": "a", "text": TEXT, "published": "2020-01-07"}, {"id": 7, "text": "لا شيء هنا"}]
    many.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert main([str(plain), str(many), "--published", "2024-05-07"]) == 0
    found = lines(capsys.readouterr().out)
    assert [(row["id"], row["published"]) for row in found] == [
        (str(plain), "2024-05-07"),
        ("a", "2020-01-07"),
        ("7", "2024-05-07"),
    ]
    assert [len(row["commitments"]) for row in found] == [1, 1, 0]


def test_a_bad_input_is_named_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, latin = tmp_path / "good.txt", tmp_path / "latin.txt"
    good.write_text(TEXT, encoding="utf-8")
    latin.write_bytes("تعهد".encode("cp1256"))
    assert main([str(tmp_path / "missing.txt"), str(latin), str(good)]) == 1
    shown = capsys.readouterr()
    assert len(lines(shown.out)) == 1
    assert "missing.txt: No such file" in shown.err and "latin.txt: not UTF-8 text" in shown.err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": ', "line 2: not JSON"),
        ("{}", "line 2: needs an object with a text"),
        ('{"text": 5}', "line 2: needs an object with a text"),
        ('{"text": "x", "published": "07/05/2024"}', "line 2: '07/05/2024' is not a date"),
        ("[1]", "line 2: needs an object with a text"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(line: str, message: str) -> None:
    with pytest.raises(InputError, match="trial") as caught:
        list(articles("trial", '{"text": "اول"}\n' + line))
    assert message in str(caught.value)


def test_wrong_usage() -> None:
    for arguments in (("--published", "yesterday"), ("--unknown",)):
        done = run(*arguments)
        assert done.returncode == 2 and b"usage" in done.stderr


def test_help_tells_inputs_and_exit_codes() -> None:
    done = run("--help")
    assert done.returncode == 0
    for word in (b"--published", b"--explain", b"JSON lines", b"Exit codes"):
        assert word in done.stdout


def test_odd_characters_survive() -> None:
    text = f"\u202b{TEXT}\u202c\x00 \ud800".encode("utf-8", "surrogatepass")
    row = json.dumps({"id": "odd", "text": text.decode("utf-8", "surrogatepass")})
    done = run(given=row.encode())
    assert done.returncode == 0, done.stderr
    assert lines(done.stdout.decode())[0]["commitments"]


def test_explain_shows_sentence_rule_and_features(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main([str(path), "--explain", "--published", "2024-05-07"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    (commitment,) = extract(TEXT, date(2024, 5, 7)).commitments
    for part in (
        VERSION,
        "تعهد",
        "رئيس البلدية",
        commitment.rule,
        f"{commitment.confidence:.2f}",
        "log-odds",
        "clause: statement",
    ):
        assert part in shown
    for feature in commitment.features[:3]:
        assert feature.name in shown


def test_explain_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "article.txt"
    path.write_text("الطقس جميل", encoding="utf-8")
    assert main([str(path), "--explain"]) == 0
    assert "nothing found" in capsys.readouterr().out
