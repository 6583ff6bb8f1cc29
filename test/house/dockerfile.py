"""A Dockerfile as data: {"directives": …, "stages": [{"name", "base", "instructions": [{"keyword", "flags", "argument"}]}]}."""

import json
import re


def lines_of(text):
    """The instructions, without comments and with continued lines joined."""
    uncommented = "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#"))
    return [line.strip() for line in re.sub(r"\\\n\s*", "", uncommented).splitlines() if line.strip()]


def instruction(line):
    keyword, _, argument = line.partition(" ")
    words = argument.split()
    flags = []
    while words and words[0].startswith("--"):
        flags.append(words.pop(0))
        argument = argument.strip().removeprefix(flags[-1]).strip()
    return {"keyword": keyword.upper(), "flags": flags, "argument": argument.strip()}


def parsed(text):
    """Leaves out all before the first stage, except the directives in comments (# name=value)."""
    stages = []
    for each in map(instruction, lines_of(text)):
        if each["keyword"] == "FROM":
            base, name = re.fullmatch(r"(\S+)(?: AS (\S+))?", each["argument"], re.I).groups()
            stages.append({"name": name, "base": base, "instructions": []})
        elif stages:
            stages[-1]["instructions"].append(each)
    return {"directives": dict(re.findall(r"^#\s*(\w+)\s*=\s*(\S+)", text, re.M)), "stages": stages}


def instructions(data):
    return [each for stage in data["stages"] for each in stage["instructions"]]


def stage(data, name):
    """None is the name of the last one."""
    (found,) = (each for each in data["stages"] if each["name"] == name)
    return found


def arguments(data, name, keyword):
    return [each["argument"] for each in stage(data, name)["instructions"] if each["keyword"] == keyword]


def exec_form(argument):
    """The words of a command that needs no shell; None for one that does."""
    try:
        return json.loads(argument)
    except ValueError:
        return None
