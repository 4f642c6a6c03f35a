"""Debian's WordPress with a database of its own, in a folder that goes away: nothing of the system is changed."""

import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/share/wordpress")
PHP = Path(__file__).parent / "php"
PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb-admin")
THEMES = ("twentytwentyone", "twentytwentytwo", "twentytwentythree")
PATIENCE = 60

NOT_OURS = re.compile(r"WordPress\.org|PHP Deprecated: .* in \S*/wp-includes/(?!functions\.php)")
"""What WordPress logs without us: that it cannot ask for updates, and what in itself is too old for this PHP."""


def missing() -> list[str]:
    """What `make test-wordpress` would install."""
    found = [name for name in PROGRAMS if not shutil.which(name)]
    return found + [theme for theme in THEMES if not (DEBIAN / "wp-content/themes" / theme).is_dir()]


@dataclass(frozen=True)
class WordPress:
    """A running WordPress."""

    folder: Path
    address: str
    environment: dict[str, str]

    def run(self, script: str, *arguments: str) -> str:
        """Run a script of ours inside it."""
        command = ["php", "-d", "display_errors=stderr", str(PHP / f"{script}.php"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        return str(done.stdout)

    def option(self, name: str) -> Any:
        return json.loads(self.run("option", name))

    def log(self) -> list[str]:
        """The notices, warnings and errors of PHP so far."""
        path = self.folder / "debug.log"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in lines if not NOT_OURS.search(line)]

    def asked(self) -> list[str]:
        """Each address that the server has asked, or wanted to ask, so far."""
        path = self.folder / "asked.log"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@contextmanager
def started(site_port: int) -> Iterator[WordPress]:
    """WordPress, installed, with a user of each role that we need, whose password is the role's name."""
    with ExitStack() as stack:
        # Short, since the address of a socket has at most 107 letters.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wp-", ignore_cleanup_errors=True)))
        database = folder / "db.sock"
        stack.enter_context(_database(folder / "data", database))
        site = folder / "site"
        shutil.copytree(DEBIAN, site, ignore=shutil.ignore_patterns(".htaccess", "akismet", "wp-config.php"))
        shutil.copy(PHP / "wp-config.php", site)
        (site / "wp-content/mu-plugins").mkdir()
        shutil.copy(PHP / "local.php", site / "wp-content/mu-plugins")
        port = _free_port()
        address = f"http://127.0.0.1:{port}/"
        environment = {
            **os.environ,
            "PHP_CLI_SERVER_WORKERS": "4",
            "TEST_FOLDER": str(site),
            "TEST_HOME": address.rstrip("/"),
            "TEST_PORT": str(site_port),
            "TEST_SOCKET": str(database),
        }
        wordpress = WordPress(site, address, environment)
        wordpress.run("install")
        command = ["php", "-d", "opcache.enable_cli=1", "-d", "upload_max_filesize=8M", "-S", f"127.0.0.1:{port}"]
        stack.enter_context(_running([*command, "-t", str(site)], folder / "php.log", environment))
        _wait_for(port)
        yield wordpress


@contextmanager
def _database(folder: Path, socket_file: Path) -> Iterator[None]:
    log, user = folder.with_suffix(".log"), f"--user={getpass.getuser()}"
    options = ["--no-defaults", f"--datadir={folder}", user]
    install = ["mariadb-install-db", *options, "--auth-root-authentication-method=normal", "--skip-test-db"]
    with log.open("w", encoding="utf-8") as out:
        subprocess.run(install, stdout=out, stderr=out, check=True)
    quick = ["--innodb-flush-log-at-trx-commit=0", "--skip-networking", "--skip-log-bin"]
    command = ["mariadbd", *options, *quick, f"--socket={socket_file}", f"--pid-file={folder}/pid"]
    with _running(command, log):
        client = ["mariadb-admin", "--no-defaults", "--user=root", f"--socket={socket_file}"]
        subprocess.run([*client, f"--wait={PATIENCE}", "create", "wordpress"], capture_output=True, check=True)
        yield


@contextmanager
def _running(command: list[str], log: Path, environment: dict[str, str] | None = None) -> Iterator[None]:
    """A program and its children, until the end of the block."""
    with (
        log.open("a", encoding="utf-8") as out,
        subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True) as process,
    ):
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < until, "PHP's server does not start"
            time.sleep(0.05)
        else:
            return
