"""What is installed may be passed on with this program."""

import licences


def test_every_package_that_is_installed_has_a_licence_that_is_taken():
    assert licences.find_strange() == {}
    assert {"pandas", "lxml", "papermill", "linked-offences"} <= licences.list_licences().keys()


def test_another_licence_is_named(monkeypatch):
    monkeypatch.setattr(licences, "find_licence", lambda package: "AGPL-3.0-only")
    assert "lxml" in licences.find_strange()
