"""Addresses of the pages behind the links in messages."""

from django.urls import path
from django.views.generic import RedirectView

from tracker.public import views

app_name = "public"
urlpatterns = [
    path("answer/<str:token>/", views.AnswerView.as_view(), name="answer"),
    path(
        "commitments/<uuid:object_id>/",
        RedirectView.as_view(pattern_name="admin:tracker_commitment_change"),
        name="commitment",
    ),
    path("unsubscribe/<str:token>/", views.UnsubscribeView.as_view(), name="unsubscribe"),
]
