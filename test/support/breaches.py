"""Rules for data, and the data broken on purpose, to show that each rule notices its breach."""

import json

GONE = object()


def broken(data, *changes):
    """A copy with changes: (path, other value or GONE). Its parts are not shared, as what YAML's anchors name is."""
    copy = json.loads(json.dumps(data))
    for path, value in changes:
        place = copy
        for key in path[:-1]:
            place = place[key]
        if value is GONE:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    return copy


class RulesOfData:
    """Mixed into a case with `data`, `rules`, which are functions of it that yield complaints, and `breaches`: (rule, *changes)."""

    def test_no_rule_is_broken(self):
        for rule in self.rules:
            with self.subTest(rule=rule.__name__):
                self.assertEqual(list(rule(self.data)), [])

    def test_each_rule_notices_its_breaches(self):
        for rule, *changes in self.breaches:
            with self.subTest(rule=rule.__name__, changes=changes):
                self.assertNotEqual(list(rule(broken(self.data, *changes))), [])

    def test_each_rule_has_a_breach(self):
        broken_rules = {rule.__name__ for rule, *_ in self.breaches}
        self.assertEqual({rule.__name__ for rule in self.rules} - broken_rules, set())
