"""The units of systemd: what they start exists, nothing in them is misspelt, and none may more than it has to."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UNITS = sorted((ROOT / "ops" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
#: systemd's own figure for what a service could do to the machine, from 0 to 10; most services have 9.
EXPOSURE = 2.0


class Unit(configparser.RawConfigParser):
    """A unit may say the same thing more than once."""

    def __init__(self) -> None:
        super().__init__(strict=False, interpolation=None, comment_prefixes=("#",))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def read(path: Path) -> Unit:
    unit = Unit()
    unit.read_string(path.read_text())
    return unit


def test_there_is_a_unit_for_each_part_and_a_timer_for_backups() -> None:
    names = {"vigil-web.service", "vigil-worker.service", "vigil-clock.service"}
    assert {path.name for path in UNITS} == names | {"vigil-backup.service", "vigil-backup.timer"}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_starts_what_exists_and_as_nobody_in_particular(path: Path) -> None:
    service = read(path)["Service"]
    program, *arguments = service["ExecStart"].split()

    assert program == "/srv/vigil/.venv/bin/python"
    assert (ROOT / arguments[0].removeprefix("/srv/vigil/")).is_file()
    assert service["User"] == "vigil"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    if arguments[0].endswith("entrypoint.py"):
        assert f'role == "{arguments[1]}"' in (ROOT / "ops" / "entrypoint.py").read_text()
    else:
        assert (ROOT / "site" / "vigil" / "management" / "commands" / f"{arguments[1]}.py").is_file()


def test_commands_get_the_settings_of_the_services_as_they_stand_there(tmp_path: Path) -> None:
    for name, script in {
        "bin/setpriv": '#!/bin/sh\n[ "$1 $2" = "--reuid vigil" ] || exit 9\nshift 5\nexec "$@"\n',
        "project/.venv/bin/python": '#!/bin/sh\nenv | grep ^T_ | sort\necho "$DATABASE_URL $MEDIA_ROOT"\nprintf "<%s>" "$@"\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(script)
        path.chmod(0o755)
    settings = tmp_path / "vigil.env"
    settings.write_text('# T_NOT=1\n\nT_ONE=a b $HOME "c" #d\nT_TWO=x=y\nDATABASE_URL=first\nMEDIA_ROOT=\n')
    environment = {
        "PATH": f"{tmp_path}/bin:/usr/bin:/bin",
        "VIGIL_SETTINGS": str(settings),
        "VIGIL_PROJECT": str(tmp_path / "project"),
    }
    command = [str(ROOT / "ops" / "vigil-manage"), "restore", "a file"]

    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    assert said == 'T_ONE=a b $HOME "c" #d\nT_TWO=x=y\nfirst \n<manage.py><restore><a file>'
    elsewhere = environment | {"VIGIL_DATABASE": "second", "VIGIL_MEDIA": "/there"}
    assert "second /there" in subprocess.run(command, env=elsewhere, check=True, capture_output=True, text=True).stdout


def test_the_timer_has_a_service_and_a_time() -> None:
    timer = read(ROOT / "ops" / "systemd" / "vigil-backup.timer")["Timer"]
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["OnCalendar"])
    assert timer["Persistent"] == "true"


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("needs systemd-analyze: apt install systemd")
    for path in UNITS:
        # Programs have to be there, and this machine has neither our folders nor our account.
        text = (
            path.read_text().replace("/srv/vigil/.venv/bin/python", "/usr/bin/env").replace("User=vigil", "User=root")
        )
        (tmp_path / path.name).write_text(text.replace("Group=vigil", "Group=root"))

    units = sorted(tmp_path.iterdir())
    verdict = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)
    # It looks at what these units depend on as well, which is none of ours.
    assert [line for line in verdict.stderr.splitlines() if "vigil-" in line] == []
    for path in units:
        if path.suffix != ".service":
            continue
        path.write_text(path.read_text().replace("User=root", "User=nobody"))
        told = subprocess.run(
            [analyze, "security", "--offline=true", path], capture_output=True, text=True, check=False
        )
        if found := re.search(r"exposure level for .*: ([\d.]+) ", told.stdout):
            assert float(found[1]) <= EXPOSURE, path.name
