"""Files for the forge in .github: each is well-formed, and names things that exist in the tree."""

import os
import re
import unittest
from pathlib import Path

import yaml

ROOT = Path(os.environ["SOURCE_DIR"])
GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")

FORM_KEYS = {"name", "description", "labels", "body"}
# The file by which Dependabot finds the dependencies in the named directory.
DEPENDENCIES = {"docker": "Dockerfile", "docker-compose": "compose.yaml", "github-actions": ".github/workflows"}


def loaded(path):
    return yaml.safe_load(path.read_text())


def complaints_of_form(form):
    """Returns the faults that keep a forge from showing the form, or a reporter from filling it in."""
    if set(form) != FORM_KEYS:
        yield f"not {sorted(FORM_KEYS)}: {sorted(form)}"
        return
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    if len({field.get("id") for field in fields}) < len(fields) or not all(field.get("id") for field in fields):
        yield "fields without an id of their own"
    for field in form["body"]:
        wanted = {"markdown": "value", "textarea": "label", "input": "label"}.get(field["type"])
        if not wanted or not field["attributes"].get(wanted):
            yield f"a field of type {field['type']} without {wanted}"
    if not any(field.get("validations", {}).get("required") for field in fields):
        yield "nothing is required"


class Forms(unittest.TestCase):
    def test_can_be_filled_in(self):
        self.assertEqual(len(FORMS), 2)
        for path in FORMS:
            with self.subTest(form=path.name):
                self.assertEqual(list(complaints_of_form(loaded(path))), [])

    def test_that_can_not_be_filled_in_are_noticed(self):
        text = FORMS[0].read_text()
        for right, wrong in {
            "body:": "fields:",
            "id: what": "id: log",
            "label: Log": "title: Log",
            "type: input": "type: line",
            "required: true": "required: false",
        }.items():
            with self.subTest(wrong=wrong):
                self.assertIn(right, text)
                self.assertNotEqual(list(complaints_of_form(yaml.safe_load(text.replace(right, wrong)))), [])

    def test_on_sensors_asks_for_what_the_doctor_says(self):
        required = [
            field["attributes"]["label"]
            for field in loaded(GITHUB / "ISSUE_TEMPLATE/sensor.yml")["body"]
            if field.get("validations", {}).get("required")
        ]
        self.assertTrue(any("--doctor" in label for label in required), required)

    def test_name_sections_and_forms_that_are_there(self):
        headings = set(re.findall(r"^## (.*)$", (ROOT / "README.md").read_text(), re.M))
        titles = headings | {loaded(path)["name"] for path in FORMS}
        for path in FORMS:
            for title in re.findall(r"\*(\w[^*\n]*)\*", path.read_text()):
                with self.subTest(form=path.name):
                    self.assertIn(title, titles)


class Workflow(unittest.TestCase):
    def setUp(self):
        (self.job,) = loaded(GITHUB / "workflows/checks.yml")["jobs"].values()

    def test_runs_the_checks_and_no_others(self):
        commands = [step["run"] for step in self.job["steps"] if "run" in step]
        self.assertEqual(commands[-1], "./.ci/run")
        self.assertTrue(os.access(ROOT / ".ci/run", os.X_OK))

    def test_runs_on_the_releases_that_the_scripts_know(self):
        known = re.findall(r"^ +([a-z]+)\) boost=", (ROOT / "etc/packages.sh").read_text(), re.M)
        self.assertTrue(known)
        self.assertEqual(self.job["strategy"]["matrix"]["debian"], known)


class Dependencies(unittest.TestCase):
    def test_are_where_they_are_looked_for(self):
        updates = loaded(GITHUB / "dependabot.yml")["updates"]
        self.assertEqual([update["package-ecosystem"] for update in updates], list(DEPENDENCIES))
        for update in updates:
            place = ROOT / update["directory"].lstrip("/")
            with self.subTest(update=update):
                self.assertTrue((place / DEPENDENCIES[update["package-ecosystem"]]).exists())


if __name__ == "__main__":
    unittest.main()
