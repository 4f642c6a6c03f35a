"""One way to drive three browsers, so that what a reader does is written once.

Chromium is driven by Playwright, Firefox and WebKitGTK are Debian's, driven by what each of them speaks.
"""

import base64
import gc
import os
import shutil
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Error, Frame, Page
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

PATIENCE = 10.0
"""Seconds that a browser gets to show what was asked for."""


class Engine(Protocol):
    """What a reader can do with a browser; selectors are those of CSS and mean the first that fits.

    `HOST >>> INNER` is what stands in the shadow of an element.
    """

    name: str

    def open(self, address: str) -> None: ...

    def click(self, selector: str) -> None: ...

    def press(self, *keys: str) -> None:
        """Press keys: a letter, or a name as the web has it ("Enter", "ArrowDown"), or "Shift+Tab"."""

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""

    def wait(self, expression: str) -> None:
        """Wait until the expression holds."""

    def size(self, width: int, height: int) -> None:
        """Give the page this much room (WebKit's window is at least 447 wide)."""

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""

    def errors(self) -> list[str]:
        """The errors of scripts and policies since the last call; WebKit's driver tells of none."""

    def close(self) -> None: ...

    def within(self, selector: str) -> AbstractContextManager[None]:
        """What follows is done in this frame."""

    def text(self, selector: str) -> str:
        return str(self.evaluate(f"{element(selector)}.innerText"))

    def visible(self, selector: str) -> bool:
        return bool(self.evaluate(f"!!{element(selector)}?.checkVisibility({{visibilityProperty: true}})"))

    def shows(self, selector: str) -> None:
        """Wait until it is to be seen."""
        self.wait(f"!!{element(selector)}?.checkVisibility({{visibilityProperty: true}})")

    def hides(self, selector: str) -> None:
        """Wait until it is not to be seen any more."""
        self.wait(f"!{element(selector)}?.checkVisibility({{visibilityProperty: true}})")


TO_THE_MIDDLE = "scrollBy(0, arguments[0].getBoundingClientRect().top + arguments[1] - innerHeight / 2)"
"""Scroll to what is in a frame: drivers think that all is seen which the frame holds, and click where nothing is."""


def element(selector: str) -> str:
    """What is selected, as a JavaScript expression."""
    return "document" + "?.shadowRoot".join(f"?.querySelector({part!r})" for part in selector.split(" >>> "))


class Chromium(Engine):
    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.scope: Page | Frame = self.page
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def click(self, selector: str) -> None:
        self.scope.locator(selector.replace(" >>> ", " ")).first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def evaluate(self, expression: str) -> Any:
        return self.scope.evaluate(expression)

    def wait(self, expression: str) -> None:
        until(self, expression)  # Playwright's own way needs leave to eval, which our frames and some hosts do not give

    def size(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def errors(self) -> list[str]:
        said, self.trouble = self.trouble, []
        return said

    def close(self) -> None:
        self.context.close()

    @contextmanager
    def within(self, selector: str) -> Iterator[None]:
        outer = self.scope
        frame = outer.wait_for_selector(selector, state="attached")
        assert frame is not None
        inner = frame.content_frame()
        assert inner is not None
        self.scope = inner
        try:
            yield
        finally:
            self.scope = outer


def codes(key: str) -> list[str]:
    """A key, with the modifiers that stand before it, as WebDriver writes keys."""
    names = {"ArrowDown": "DOWN", "ArrowUp": "UP", "ArrowLeft": "LEFT", "ArrowRight": "RIGHT"}
    parts = key.split("+") if len(key) > 1 else [key]
    return [part if len(part) == 1 else str(getattr(Keys, names.get(part, part.upper()))) for part in parts]


def holds(driver: Engine, expression: str) -> bool:
    try:
        return bool(driver.evaluate(expression))
    except Error as error:
        if "navigation" not in str(error):
            raise
        return False  # the page is being left for another one


def until(driver: Engine, expression: str) -> None:
    """Ask again and again: neither protocol can wait for a page."""
    end = time.monotonic() + PATIENCE
    while not holds(driver, expression):
        if time.monotonic() > end:
            raise AssertionError(f"{driver.name} waited in vain for {expression}")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Firefox(Engine):
    name = "firefox"

    def __init__(self, program: str) -> None:
        preferences = {"browser.shell.checkDefaultBrowser": False, "ui.prefersReducedMotion": 1}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its helpers ask `distro` in an old way
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves the sockets open that it tries ports with
            from marionette_driver.marionette import Marionette

            self.driver = Marionette(
                bin=program, port=free_port(), headless=True, prefs=preferences, gecko_log=os.devnull
            )
            self.driver.start_session()
            gc.collect()
        self.frame: Any = None
        self.errors()

    def open(self, address: str) -> None:
        self.driver.navigate(address)

    def click(self, selector: str) -> None:
        if self.frame:
            top = self.evaluate(f"{element(selector)}.getBoundingClientRect().top")
            self.driver.switch_to_parent_frame()
            self.driver.execute_script(TO_THE_MIDDLE, [self.frame, top])
            self.driver.switch_to_frame(self.frame)
        self.evaluate(element(selector)).click()

    @contextmanager
    def within(self, selector: str) -> Iterator[None]:
        self.frame = self.evaluate(element(selector))
        self.driver.switch_to_frame(self.frame)
        try:
            yield
        finally:
            self.frame = None
            self.driver.switch_to_parent_frame()

    def press(self, *keys: str) -> None:
        for key in keys:
            *held, last = codes(key)
            chain = self.driver.actions.sequence("key", "keyboard")
            for code in held:
                chain = chain.key_down(code)
            chain = chain.key_down(last).key_up(last)
            for code in reversed(held):
                chain = chain.key_up(code)
            chain.perform()

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_script(f"return ({expression})", sandbox=None)

    def wait(self, expression: str) -> None:
        until(self, expression)

    def size(self, width: int, height: int) -> None:
        """The window cannot be narrower than 500, the part that holds the page can."""
        self.driver.set_window_rect(width=max(width, 500), height=height + 200)
        with self.driver.using_context("chrome"):
            sides = f"minWidth: '0', maxWidth: '{width}px', minHeight: '0', maxHeight: '{height}px'"
            self.driver.execute_script(f"Object.assign(gBrowser.selectedBrowser.style, {{{sides}}})")
        self.wait(f"innerWidth === {width} && innerHeight === {height}")

    def screenshot(self) -> bytes:
        return base64.b64decode(self.driver.screenshot(full=False))

    def errors(self) -> list[str]:
        """What the console holds of web pages, emptied."""
        with self.driver.using_context("chrome"):
            said = self.driver.execute_script("""
                const all = Services.console.getMessageArray();
                Services.console.reset();
                return all.filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & 1))
                    .filter((one) => /^(http|file)/.test(one.sourceName)).map((one) => one.errorMessage);
            """)
        return [str(message) for message in said]

    def close(self) -> None:
        self.driver.quit()
        self.driver.cleanup()


class WebKit(Engine):
    name = "webkit"

    def __init__(self, program: str, screen: str) -> None:
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")))
        options.add_argument("--automation")
        plain = "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS WEBKIT_DISABLE_COMPOSITING_MODE LIBGL_ALWAYS_SOFTWARE".split()
        environment = {**os.environ, "DISPLAY": screen, **dict.fromkeys(plain, "1")}
        service = Service(executable_path=program, env=environment)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Selenium's own
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.frame: Any = None

    def open(self, address: str) -> None:
        self.driver.get(address)

    def click(self, selector: str) -> None:
        if self.frame:
            top = self.evaluate(f"{element(selector)}.getBoundingClientRect().top")
            self.driver.switch_to.parent_frame()
            self.driver.execute_script(TO_THE_MIDDLE, self.frame, top)
            self.driver.switch_to.frame(self.frame)
        self.evaluate(element(selector)).click()

    @contextmanager
    def within(self, selector: str) -> Iterator[None]:
        self.frame = self.evaluate(element(selector))
        self.driver.switch_to.frame(self.frame)
        try:
            yield
        finally:
            self.frame = None
            self.driver.switch_to.parent_frame()

    def press(self, *keys: str) -> None:
        for key in keys:
            *held, last = codes(key)
            chain = ActionChains(self.driver, duration=0)
            for code in held:
                chain.key_down(code)
            chain.send_keys(last)
            for code in reversed(held):
                chain.key_up(code)
            chain.perform()

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_script(f"return ({expression})")

    def wait(self, expression: str) -> None:
        until(self, expression)

    def size(self, width: int, height: int) -> None:
        frame = self.evaluate("outerHeight - innerHeight")
        self.driver.set_window_rect(width=width, height=height + frame)
        self.wait(f"innerWidth === {max(width, 447)} && innerHeight === {height}")

    def screenshot(self) -> bytes:
        return self.driver.get_screenshot_as_png()

    def errors(self) -> list[str]:
        return []

    def close(self) -> None:
        self.driver.quit()


def found(program: str) -> str:
    """Where a browser or tool is; without it the test is skipped, in continuous integration it fails."""
    path = shutil.which(program)
    if path is None:
        message = f"no {program} found; 'make test-all' installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees, for a browser that needs one."""
    read, write = os.pipe()
    command = [found("Xvfb"), "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as xvfb:
        os.close(write)
        with open(read) as number:
            yield f":{number.readline().strip()}"
        xvfb.terminate()


@contextmanager
def started(name: str) -> Iterator[Firefox | WebKit]:
    if name == "firefox":
        firefox = Firefox(found("firefox-esr"))
        yield firefox
        firefox.close()
    else:
        with screen() as display:
            webkit = WebKit(found("WebKitWebDriver"), display)
            yield webkit
            webkit.close()
