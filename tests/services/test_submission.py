"""Many clients at once, over HTTP to real processes, on both databases."""

from collections import Counter

from tests.services.conftest import Installation

TEXT = "تعهد رئيس الجماعة أحمد العلمي بإصلاح الطريق المؤدية إلى السوق قبل نهاية السنة."
AT_ONCE = 12


def test_twin_requests_make_one_article(installation: Installation) -> None:
    bodies = [{"text": f"{TEXT} خبر أول.", "key": "twins", "source": "جريدة التوائم"}] * AT_ONCE
    answers = installation.post_at_once(bodies)
    assert Counter(status for status, _body in answers) == {202: 1, 200: AT_ONCE - 1}
    assert len({body["id"] for _status, body in answers}) == 1
    runs = installation.request(f"/api/v1/articles/{answers[0][1]['id']}/runs/")[1]
    assert len(runs) == 1


def test_twin_texts_without_a_key_make_one_article(installation: Installation) -> None:
    answers = installation.post_at_once([{"text": f"{TEXT} خبر ثان."}] * AT_ONCE)
    assert Counter(status for status, _body in answers) == {202: 1, 200: AT_ONCE - 1}
    assert len({body["id"] for _status, body in answers}) == 1


def test_one_key_for_different_requests_serves_one_of_them(installation: Installation) -> None:
    bodies = [
        {"text": f"{TEXT} خبر رقم {number} من أخبار المفتاح.", "key": "shared"} for number in range(AT_ONCE)
    ]
    answers = installation.post_at_once(bodies)
    assert Counter(status for status, _body in answers) == {202: 1, 409: AT_ONCE - 1}
    served = [number for number, (status, _body) in enumerate(answers) if status == 202]
    again = [installation.post(**body)[0] for body in bodies]
    assert [number for number, status in enumerate(again) if status == 200] == served


def test_different_articles_at_once_are_all_taken(installation: Installation) -> None:
    bodies = [
        {"text": f"{TEXT} خبر رقم {number} من أخبار اليوم.", "source": "جريدة جديدة"} for number in range(40)
    ]
    answers = installation.post_at_once(bodies)
    assert {status for status, _body in answers} == {202}
    assert len({body["id"] for _status, body in answers}) == 40
