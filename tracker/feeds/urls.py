"""Addresses of feeds, each with its reader's secret."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tracker.feeds.views import FORMS, feed


class FormConverter(StringConverter):
    """The file that is asked for."""

    regex = "|".join(form.replace(".", r"\.") for form in FORMS)


class RecordConverter(StringConverter):
    """The sort of record that a feed is about."""

    regex = "actor|topic|search"


class OwnConverter(StringConverter):
    """The feeds that are about no one record."""

    regex = "mine|all"


register_converter(FormConverter, "feed_form")
register_converter(RecordConverter, "feed_record")
register_converter(OwnConverter, "feed_own")

app_name = "feeds"
urlpatterns = [
    path("<str:token>/<feed_own:about>/<feed_form:form>", feed, name="own"),
    path("<str:token>/<feed_record:about>/<uuid:pk>/<feed_form:form>", feed, name="record"),
]
