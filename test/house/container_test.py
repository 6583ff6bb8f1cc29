"""The Dockerfile works with every builder, and makes an image with little content and few rights."""

import os
import re
import shlex
import unittest
from pathlib import Path

from breaches import GONE, RulesOfData
from dockerfile import arguments, exec_form, instruction, instructions, parsed, stage

ROOT = Path(os.environ["SOURCE_DIR"])
DOCKERFILE = parsed((ROOT / "Dockerfile").read_text())
IGNORED = (ROOT / ".dockerignore").read_text().split()
PORT = "4000"
PROGRAM = ["/cpu_temp_exporter"]

RULES = []


def rule(function):
    RULES.append(function)
    return function


@rule
def every_builder_knows_its_syntax(data):
    """Only BuildKit knows heredocs and the flags; a syntax line asks a registry for a frontend."""
    if "syntax" in data["directives"]:
        yield data["directives"]
    for each in instructions(data):
        new = [flag for flag in each["flags"] if not (each["keyword"], flag.partition("=")[0]) in KNOWN_FLAGS]
        if new or re.search(r"<<-?\s*[\"']?[A-Za-z_]", each["argument"]):
            yield each


KNOWN_FLAGS = {("COPY", "--from"), *(("HEALTHCHECK", f"--{name}") for name in ("interval", "timeout", "start-period", "retries"))}


@rule
def nothing_is_fetched_but_by_the_packages_script(data):
    for each in instructions(data):
        if each["keyword"] == "ADD" or re.search(r"\b(apt|apt-get|dpkg|curl|wget)\b", each["argument"]):
            yield each


@rule
def images_of_oci_format_have_all_that_it_says(data):
    yield from (each for each in instructions(data) if each["keyword"] == "SHELL")


@rule
def the_stages_are_tools_test_build_and_the_image(data):
    """A base has a tag, so that a rebuild gets its security updates, and no digest."""
    bases = {each["name"]: each["base"] for each in data["stages"]}
    tools = bases.pop("tools", "")
    if not re.fullmatch(r"debian:[a-z]+-slim", tools):
        yield tools
    if bases != {"test": "tools", "build": "tools", None: "scratch"} or data["stages"][-1]["name"]:
        yield bases


@rule
def the_packages_are_those_of_the_script(data):
    for name, packages in (("tools", "build_packages"), ("test", "test_packages")):
        wanted = f'need_packages "${{{packages}[@]}}"'
        if not any(wanted in argument for argument in arguments(data, name, "RUN")):
            yield name


@rule
def the_stage_for_tests_ends_with_them(data):
    if stage(data, "test")["instructions"][-1] != instruction("RUN ./etc/test.sh"):
        yield stage(data, "test")["instructions"][-1]


@rule
def the_image_starts_the_program_without_a_shell(data):
    if [exec_form(argument) for argument in arguments(data, None, "ENTRYPOINT")] != [PROGRAM]:
        yield arguments(data, None, "ENTRYPOINT")
    yield from arguments(data, None, "RUN") + arguments(data, None, "CMD")


@rule
def the_program_checks_its_own_health(data):
    checks = [argument.removeprefix("CMD ") for argument in arguments(data, None, "HEALTHCHECK")]
    if [exec_form(check) for check in checks] != [[*PROGRAM, "--health"]]:
        yield checks


@rule
def the_user_is_a_number_and_not_root(data):
    users = arguments(data, None, "USER")
    if len(users) != 1 or not re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[0]):
        yield users


@rule
def the_port_is_exposed(data):
    if arguments(data, None, "EXPOSE") != [PORT]:
        yield arguments(data, None, "EXPOSE")


@rule
def the_image_holds_what_was_built_alone(data):
    copies = [each for each in stage(data, None)["instructions"] if each["keyword"] == "COPY"]
    if copies != [instruction("COPY --from=build /image /")]:
        yield copies


def of(name):
    """The path to the instructions of a stage."""
    place = [each["name"] for each in DOCKERFILE["stages"]].index(name)
    return ("stages", place, "instructions")


def base(name, value):
    return (*of(name)[:-1], "base"), value


def with_instruction(name, line, at=0):
    """The change that puts one in."""
    written = stage(DOCKERFILE, name)["instructions"]
    return of(name), [*written[:at], instruction(line), *written[at:]]


def in_place_of(name, keyword, line):
    """The change that has another one in place of each with that keyword."""
    written = stage(DOCKERFILE, name)["instructions"]
    assert any(each["keyword"] == keyword for each in written), keyword
    return of(name), [instruction(line) if each["keyword"] == keyword else each for each in written]


def without(name, keyword):
    written = stage(DOCKERFILE, name)["instructions"]
    assert any(each["keyword"] == keyword for each in written), keyword
    return of(name), [each for each in written if each["keyword"] != keyword]


BREACHES = [
    (every_builder_knows_its_syntax, (("directives", "syntax"), "docker/dockerfile:1")),
    *(
        (every_builder_knows_its_syntax, with_instruction("build", line))
        for line in (
            "RUN <<EOF",
            "RUN cat <<-'END'",
            "RUN --mount=type=cache,target=/root/.cache true",
            "RUN --network=none true",
            "COPY --link src src",
            "COPY --chmod=755 src src",
        )
    ),
    *(
        (nothing_is_fetched_but_by_the_packages_script, with_instruction("tools", line))
        for line in ("ADD src src", "RUN apt-get install -y curl", "RUN dpkg -i x.deb", "RUN wget http://localhost/")
    ),
    (images_of_oci_format_have_all_that_it_says, with_instruction("test", 'SHELL ["/bin/bash", "-c"]')),
    *(
        (the_stages_are_tools_test_build_and_the_image, base(name, value))
        for name, value in (
            ("tools", "debian"),
            ("tools", "debian:latest"),
            ("tools", "debian:bookworm-slim@sha256:0123"),
            ("tools", "ubuntu:noble"),
            ("test", "debian:bookworm-slim"),
            ("build", "test"),
            (None, "debian:bookworm-slim"),
        )
    ),
    (the_stages_are_tools_test_build_and_the_image, (of("build")[:-1], GONE)),
    (the_packages_are_those_of_the_script, in_place_of("tools", "RUN", "RUN bash -c 'need_packages g++'")),
    (the_packages_are_those_of_the_script, without("test", "RUN")),
    (the_stage_for_tests_ends_with_them, with_instruction("test", "RUN true", at=99)),
    (the_stage_for_tests_ends_with_them, in_place_of("test", "RUN", "RUN ./etc/test.sh || true")),
    (the_image_starts_the_program_without_a_shell, in_place_of(None, "ENTRYPOINT", "ENTRYPOINT /cpu_temp_exporter")),
    (the_image_starts_the_program_without_a_shell, in_place_of(None, "ENTRYPOINT", 'ENTRYPOINT ["/bin/sh"]')),
    (the_image_starts_the_program_without_a_shell, without(None, "ENTRYPOINT")),
    (the_image_starts_the_program_without_a_shell, with_instruction(None, "RUN true")),
    (the_image_starts_the_program_without_a_shell, with_instruction(None, 'CMD ["--demo"]')),
    *(
        (the_program_checks_its_own_health, in_place_of(None, "HEALTHCHECK", f"HEALTHCHECK --interval=30s CMD {check}"))
        for check in ("/cpu_temp_exporter --health", '["/cpu_temp_exporter"]', '["curl", "localhost"]')
    ),
    (the_program_checks_its_own_health, without(None, "HEALTHCHECK")),
    *(
        (the_user_is_a_number_and_not_root, in_place_of(None, "USER", f"USER {user}"))
        for user in ("nobody", "0:0", "65534", "65534:0", "root")
    ),
    (the_user_is_a_number_and_not_root, without(None, "USER")),
    (the_user_is_a_number_and_not_root, with_instruction(None, "USER 0:0", at=99)),
    (the_port_is_exposed, in_place_of(None, "EXPOSE", "EXPOSE 80")),
    (the_port_is_exposed, without(None, "EXPOSE")),
    *(
        (the_image_holds_what_was_built_alone, in_place_of(None, "COPY", f"COPY {copied}"))
        for copied in ("--from=build / /", "--from=tools /image /", "src /")
    ),
    (the_image_holds_what_was_built_alone, with_instruction(None, "COPY LICENSE /")),
]


class Dockerfile(RulesOfData, unittest.TestCase):
    maxDiff = None
    data = DOCKERFILE
    rules = RULES
    breaches = BREACHES

    def test_the_labels_agree_with_the_project(self):
        project = (ROOT / "CMakeLists.txt").read_text()
        written = [pair.split("=", 1) for label in arguments(DOCKERFILE, None, "LABEL") for pair in shlex.split(label)]
        self.assertEqual(
            {name.removeprefix("org.opencontainers.image."): value for name, value in written},
            {
                "title": "cpu_temp_exporter",
                "description": re.search(r'DESCRIPTION "(.*)"', project)[1],
                "version": re.search(r"VERSION ([0-9.]+) LANGUAGES", project)[1],
                "revision": "$REVISION",
                "licenses": "Apache-2.0",
            },
        )

    def test_copied_files_exist_and_are_in_the_context(self):
        for each in instructions(DOCKERFILE):
            if each["keyword"] == "COPY" and not each["flags"]:
                for source in each["argument"].split()[:-1]:
                    self.assertTrue((ROOT / source).exists(), source)
                    self.assertNotIn(source, IGNORED)


class Parser(unittest.TestCase):
    def test_comments_and_wrapped_lines_make_no_difference(self):
        plain = 'FROM scratch\nLABEL a="1" b="2"\nCOPY --from=x /a /b\n'
        wrapped = '# Of nothing.\nFROM scratch\n# Two.\nLABEL a="1" \\\n  # the second\n  b="2"\n\ncopy --from=x  /a /b\n'
        self.assertEqual(parsed(wrapped), parsed(plain))


class Readme(unittest.TestCase):
    def test_runs_the_image_with_as_little_as_it_needs(self):
        text = re.sub(r"\\\n\s*", "", (ROOT / "README.md").read_text())
        command = re.search(r"^docker run (.*) cpu_temp_exporter$", text, re.M)[1]
        for option in (
            "-v /sys:/host/sys:ro",
            f"-p 127.0.0.1:{PORT}:{PORT}",
            "--read-only",
            "--cap-drop ALL",
            "--security-opt no-new-privileges",
        ):
            self.assertIn(f" {option} ", f" {command} ")


class Context(unittest.TestCase):
    def test_has_all_but_what_is_made_from_it(self):
        self.assertEqual(IGNORED, [".git", "build", "**/__pycache__"])


if __name__ == "__main__":
    unittest.main()
