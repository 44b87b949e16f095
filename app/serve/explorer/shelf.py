"""The scenarios that can be opened: those that come with the program, and one's own in the data folder."""

from __future__ import annotations

import tomllib
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from equipoise.app.files.new import new_path, write_new
from equipoise.experiments.explorer.loaded import scenario_called
from equipoise.experiments.storage.whole import workplace, write_file
from equipoise.sim.faults import EquipoiseError, ScenarioError, reason
from equipoise.sim.files import list_businesses, list_policies, list_scenarios, load_scenario
from equipoise.sim.files.words import renamed
from equipoise.sim.shipped import SHIPPED
from equipoise.sim.wording import did_you_mean, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from equipoise.sim.scenario import Scenario

FOLDER, POLICIES = "scenarios", "policies"
"""Where in the data folder one's own are."""


class Preset(NamedTuple):
    """A scenario to open."""

    name: str
    title: str
    question: str


class Shelf:
    """Scenarios by the name that an address has; ``given`` is what the command was given, a name or a path."""

    def __init__(self, folder: Path, given: str = "") -> None:
        self.folder, self._policy_folder = folder / FOLDER, folder / POLICIES
        self.shipped, self._policies = [*list_scenarios(), *list_businesses()], list_policies()
        path = Path(given) if given and given not in self.shipped else None
        self._given = {_served_as(path, self.shipped): path.absolute()} if path is not None else {}
        self.first = next(iter(self._given), given)
        self._titles: dict[str, Preset] = {}
        self._kept_too = True

    def for_guests(self) -> Shelf:
        """What others in the network see of it: what comes with the program, and nothing kept or opened here."""
        found = copy(self)
        found._kept_too = False  # noqa: SLF001 - it is one of these, too
        return found

    def asked(self, name: str) -> str:
        """What a scenario is loaded by: its shipped name, or its path."""
        if name in self.shipped:
            return name
        own = self._own()
        if name not in own:
            raise ScenarioError(f"There is no such scenario here: {written(name)}")
        return str(own[name])

    def text(self, name: str) -> str:
        """The file of a scenario, as it is written."""
        path = Path(self.asked(name))
        inside = (SHIPPED / f"{name}.toml", *SHIPPED.glob(f"*/{name}.toml"))
        return next(one for one in (*inside, path) if one.is_file()).read_text(encoding="utf-8-sig", errors="replace")

    def name_of(self, asked: str) -> str:
        """The name that an address has for what a scenario is loaded by."""
        return next((name for name, path in self._own().items() if str(path) == asked), asked)

    def check_policy(self, scenario: str, policy: str) -> None:
        """Refuse a policy that comes with nothing here, is not kept here, and not compared: no path is followed."""
        known = {*self._policies, *self.policies(), *scenario_called(scenario).policies}
        if policy in known:
            return

        def found(name: str) -> str:
            if name not in known:
                near = did_you_mean(name, sorted(known))
                raise EquipoiseError(f"There is no such policy here: {written(name)}{near}")
            return name

        renamed(policy, found)

    def policies(self) -> list[str]:
        """List what was kept here, as states call it: by its path."""
        return [str(path.absolute()) for path in sorted(self._policy_folder.glob("*.toml"))] if self._kept_too else []

    def keep_policy(self, name: str, text: str) -> str:
        """Keep a policy under a name, or the next like it: what a link begins from stays as it is. Give its path."""
        if "/" in name or "\\" in name:
            raise EquipoiseError(f"{written(name)} cannot be the name of a policy: it is a path")
        _made(self._policy_folder)
        taken = {*self._policies, *(Path(one).stem for one in self.policies())}
        path = new_path(str(self._policy_folder / f"{_free(name.removesuffix('.toml'), taken)}.toml"), self._policies)
        write_new(path, text)
        return str(path.absolute())

    def presets(self) -> Iterator[Preset]:
        """List all; one that is wrong is told of where it is opened."""
        for name in self.shipped:
            if name not in self._titles:
                self._titles[name] = _shipped_preset(name, self.text(name))
            yield self._titles[name]
        for name, path in self._own().items():
            try:
                yield _preset(name, load_scenario(path))
            except EquipoiseError:
                yield Preset(name, f"{name}: there is something wrong with it", "")

    def save(self, name: str, text: str) -> str:
        """Keep a scenario of one's own under a new name, or in place of one's own; give the name."""
        name = name.strip().removesuffix(".toml")
        if "/" in name or "\\" in name:
            raise EquipoiseError(f"{written(name)} cannot be the name of a scenario: it is a path")
        self.make()
        path = self.folder / f"{name}.toml"
        if name in self._given:
            raise EquipoiseError(f"{written(name)} is the file that was opened; give yours another name")
        if name in self.shipped or name not in self._own():
            write_new(new_path(str(path), self.shipped), text)
            return name
        try:
            with workplace(path) as work:
                write_file(path, text.encode(), work, private=True)
        except OSError as error:
            raise EquipoiseError(f"{path} cannot be written: {reason(error)}") from error
        return name

    def kept(self, name: str) -> Path | None:
        """Where a scenario lies that was kept here, under its name; None where there is none."""
        return self._own().get(name) if name not in self._given else None

    def free_name(self, wished: str) -> str:
        """The name that is wished for, or the next like it that nothing has yet."""
        return _free(wished, {*self.shipped, *self._own()})

    def make(self) -> None:
        """Make the folder, for this user alone."""
        _made(self.folder)

    def _own(self) -> dict[str, Path]:
        if not self._kept_too:
            return {}
        there = {path.stem: path.absolute() for path in sorted(self.folder.glob("*.toml")) if path.is_file()}
        own = {name: path for name, path in there.items() if name not in self.shipped and not name.startswith(".")}
        return own | self._given


def _made(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EquipoiseError(f"{folder} cannot be made: {reason(error)}") from error


def _free(wished: str, taken: Collection[str]) -> str:
    names = (wished, *(f"{wished}-{k}" for k in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _served_as(path: Path, shipped: list[str]) -> str:
    """The file's name; with its ending where a shipped scenario is called the same."""
    return path.stem if path.stem not in shipped else path.name


def _shipped_preset(name: str, text: str) -> Preset:
    """What a shipped file says of itself, which need not be checked; to load them all takes a page's first moment."""
    stated = tomllib.loads(text)
    return Preset(name, stated["title"], " ".join(stated["question"].split()))


def _preset(name: str, scenario: Scenario) -> Preset:
    return Preset(name, scenario.title or name, " ".join(scenario.question.split()))
