"""The window proper: canvases, the mouse, the keys and the clock of frames.

The only module that knows PySimpleGUI. It decides nothing: what happens on a canvas goes to the
controller, and every thirtieth of a second it asks for a frame to be drawn.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

try:
    import PySimpleGUI as sg  # noqa: N813 - its own custom
except ImportError:  # its free sister of old, where that is what is installed
    import FreeSimpleGUI as sg  # noqa: N813

from generator.errors import WindowError
from gui.board import OVERLAY, PAGE
from gui.controller import Controller
from gui.painter import named
from gui.settings import Settings
from gui.shapes import Box, Font
from gui.theme import ACCENT, GROUND, RAISED, TEXT, Style
from gui.widget import Key, Pointer
from gui.xlib import before_the_end

FRAME_SECONDS = 1.0 / 30.0
SHIFT, CONTROL, ALT, BUTTON = 0x1, 0x4, 0x8, 0x100
WHEEL_NOTCH = 1.0 if sys.platform == "darwin" else 120.0
MINIMUM, USUAL = (1100, 680), (1280, 800)
HEADER, LEFT, ROLL, ANALYSIS, TABS, MASTER, FOOTER = (
    "header", "left", "roll", "analysis", "tabs", "master", "footer",
)  # fmt: skip
HEIGHTS = {HEADER: 52, ANALYSIS: 92, TABS: 28, PAGE: 200, FOOTER: 26}
WIDTHS = {LEFT: 244, MASTER: 104}
FRAMES_KEPT = 9000  # five minutes
PAGE_SHARE = 0.26  # of the window's height, where that is more

sg.set_options(suppress_error_popups=True, suppress_raise_key_errors=True)


class Drawn(NamedTuple):
    """When a frame began, on the monotonic clock, and how long it took."""

    began_seconds: float
    seconds: float


class Window:
    """The window on the screen, with a canvas for each region; raises WindowError.

    scale: of all lengths; None takes the one that is remembered, or the screen's.
    """

    def __init__(self, scale: float | None, settings: Settings) -> None:
        self.controller: Controller | None = None
        self._typing: Any = None
        self._full = False
        self._height = 0
        self._kept: dict[Font, Any] = {}
        self.faults: set[str] = set()
        self.drawn: deque[Drawn] = deque(maxlen=FRAMES_KEPT)
        self._due_seconds = 0.0
        self._graphs = {name: self._graph(name) for name in (*HEIGHTS, *WIDTHS, ROLL)}
        self._window = self._opened()
        self._root = self._window.TKroot
        scale = scale or settings.scale or _scale_of(self._root)
        self.style = Style(scale, self._width_of)
        self._arrange(settings)
        self.canvases: dict[str, Any] = {n: graph.widget for n, graph in self._graphs.items()}
        self.canvases[OVERLAY] = sg.tk.Canvas(self._root, highlightthickness=0, bd=0, bg=GROUND)
        self._window.set_alpha(1.0)

    def _opened(self) -> Any:
        """Return the window, not to be seen before everything is in its place."""
        try:
            window = sg.Window(
                "Scoretime",
                self._layout(),
                background_color=GROUND,
                margins=(0, 0),
                element_padding=(0, 0),
                resizable=True,
                use_default_focus=False,
                enable_close_attempted_event=True,  # or it could go before all of it is there
                alpha_channel=0.0,
            )
            self._early = window.read(timeout=1)[0]
            return window
        except sg.tk.TclError as error:
            raise WindowError(f"no window: {error}") from None

    def _graph(self, name: str) -> Any:
        return sg.Graph(
            (1, 1), (0, 1), (1, 0), background_color=GROUND, key=name, pad=(0, 0), border_width=0
        )

    def _layout(self) -> list[list[Any]]:
        graphs = self._graphs
        self._centre = sg.Column(
            [[graphs[ROLL]], [graphs[ANALYSIS]], [graphs[TABS]], [graphs[PAGE]]],
            pad=(0, 0),
            background_color=GROUND,
        )
        middle = [graphs[LEFT], self._centre, graphs[MASTER]]
        return [[graphs[HEADER]], middle, [graphs[FOOTER]]]

    def _arrange(self, settings: Settings) -> None:
        """Give the canvases their sizes, and let the roll have all the rest."""
        for name, graph in self._graphs.items():
            wide = self.style.px(WIDTHS.get(name, 1))
            graph.widget.configure(
                width=wide, height=self.style.px(HEIGHTS.get(name, 1)), highlightthickness=0
            )
            graph.expand(True, name in (*WIDTHS, ROLL), expand_row=name in (*WIDTHS, ROLL))
        for name in WIDTHS:
            self._graphs[name].widget.pack_configure(expand=False)
        self._centre.expand(True, True)
        least = [self.style.px(length) for length in MINIMUM]
        screen = self._root.winfo_screenwidth(), self._root.winfo_screenheight()
        wanted = settings.size or [self.style.px(length) for length in USUAL]
        width, height = (min(max(a, b), c) for a, b, c in zip(wanted, least, screen, strict=True))
        self._root.minsize(*(min(a, b) for a, b in zip(least, screen, strict=True)))
        middle = (screen[0] - width) // 2, (screen[1] - height) // 2
        x, y = settings.place_on(*screen) or middle
        self._root.geometry(f"{width}x{height}+{x}+{y}")

    def _width_of(self, text: str, font: Font) -> float:
        spec = named(font)
        if font not in self._kept:  # a font that nothing has is opened anew for each measurement
            self._kept[font] = sg.tk.Label(self._root, font=spec)
        return float(self._root.tk.call("font", "measure", spec, text))

    # -- what happens on it

    def serve(self, controller: Controller) -> None:
        """Let a controller have the mouse and the keys, and its board the canvases."""
        self.controller = controller
        for name, canvas in self.canvases.items():
            self._bind(canvas, name, controller)
            region = controller.board.regions[name]
            region.draw_on(canvas)
            region.resize(Box(0.0, 0.0, canvas.winfo_width(), canvas.winfo_height()))
        self._root.bind("<KeyPress>", self._key)
        self._root.bind("<Configure>", self._grow_page)

    def _bind(self, canvas: Any, name: str, to: Controller) -> None:
        def bind(event: str, act: Callable[[Any], object]) -> None:
            canvas.bind(event, act)

        bind("<Configure>", lambda e: self._resized(name, e.width, e.height))
        bind("<Motion>", lambda e: to.move(name, _pointer(e)))
        bind("<Leave>", lambda e: to.leave())
        bind("<ButtonPress-1>", lambda e: self._press(to.press, name, e))
        bind("<Double-ButtonPress-1>", lambda e: self._press(to.double, name, e))
        bind("<B1-Motion>", lambda e: to.drag(_pointer(e)))
        bind("<ButtonRelease-1>", lambda e: to.release(_pointer(e)))
        for button in (2, 3):
            bind(f"<ButtonPress-{button}>", lambda e: self._press(to.right_click, name, e))
        bind("<MouseWheel>", lambda e: to.wheel(name, _pointer(e), e.delta / WHEEL_NOTCH))
        bind("<ButtonPress-4>", lambda e: to.wheel(name, _pointer(e), 1.0))
        bind("<ButtonPress-5>", lambda e: to.wheel(name, _pointer(e), -1.0))

    def _press(self, act: Callable[[str, Pointer], None], name: str, event: Any) -> None:
        self._root.focus_set()  # ends what is being typed
        act(name, _pointer(event))

    def _resized(self, name: str, width: int, height: int) -> None:
        if self.controller is not None and name != OVERLAY:
            self.controller.board.regions[name].resize(Box(0.0, 0.0, width, height))

    def _grow_page(self, event: Any) -> None:
        if event.widget is not self._root or event.height == self._height:
            return
        self._height = event.height
        tall = max(self.style.px(HEIGHTS[PAGE]), round(PAGE_SHARE * event.height))
        self.canvases[PAGE].configure(height=tall)

    def _key(self, event: Any) -> str | None:
        if self._typing is not None or self.controller is None:
            return None
        held = int(event.state)
        self.controller.key(
            Key(
                event.keysym,
                event.char,
                bool(held & SHIFT),
                bool(held & CONTROL),
                bool(held & ALT),
            )
        )
        return "break"

    # -- what the controller asks for

    def edit(self, region: str, box: Box, text: str, done: Callable[[str], bool]) -> None:
        """Let the player type over a box; `done` says whether what was entered will do."""
        self._stop_typing()
        entry = self._typing = sg.tk.Entry(
            self.canvases[region],
            bg=RAISED,
            fg=TEXT,
            insertbackground=TEXT,
            selectbackground=ACCENT,
            relief="flat",
            bd=0,
            highlightthickness=1,
            highlightcolor=ACCENT,
            font=named(self.style.number),
        )
        entry.insert(0, text)
        entry.select_range(0, "end")
        entry.place(x=box.x, y=box.y, width=box.width, height=box.height)
        entry.focus_set()
        for key in ("<Return>", "<KP_Enter>"):
            entry.bind(key, lambda e: self._enter(entry.get(), done))
        entry.bind("<Control-a>", lambda e: self._select_all(entry))
        entry.bind("<Escape>", lambda e: self._stop_typing())
        entry.bind("<FocusOut>", lambda e: self._stop_typing())

    def _enter(self, text: str, done: Callable[[str], bool]) -> str:
        return self._stop_typing() if done(text) else "break"

    def _select_all(self, entry: Any) -> str:
        entry.select_range(0, "end")
        return "break"

    def _stop_typing(self) -> str:
        """End it; what the key would mean elsewhere, it does not mean now."""
        entry, self._typing = self._typing, None
        if entry is not None:
            entry.destroy()
            self._root.focus_set()
        return "break"

    def place(self, region: str, x: float, y: float) -> tuple[float, float]:
        """Return where a point of a region is in the window."""
        canvas, root = self.canvases[region], self._root
        left, top = canvas.winfo_rootx() - root.winfo_rootx(), canvas.winfo_rooty()
        return left + x, top - root.winfo_rooty() + y

    @property
    def corner(self) -> tuple[int, int]:
        """Where the upper left corner of the window's inside is on the screen."""
        return self._root.winfo_rootx(), self._root.winfo_rooty()

    def take_focus(self) -> None:
        """Have the keys, even where no window manager hands them out."""
        self._root.focus_force()

    def room(self) -> Box:
        """Return the whole window."""
        return Box(0.0, 0.0, self._root.winfo_width(), self._root.winfo_height())

    def lay_over(self, box: Box | None) -> None:
        """Show the overlay's canvas over this box of the window; None hides it."""
        canvas = self.canvases[OVERLAY]
        if box is None:
            canvas.place_forget()
            return
        canvas.place(x=box.x, y=box.y, width=box.width, height=box.height)
        sg.tk.Misc.lift(canvas)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._root.clipboard_clear()
        self._root.clipboard_append(text)

    def full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self._full = not self._full
        self._root.attributes("-fullscreen", self._full)

    # -- a hand of its own, where there is no player

    @contextmanager
    def dragging(
        self, region: str, places: Iterator[tuple[float, float]], pause_seconds: float
    ) -> Iterator[None]:
        """Hold the button down inside, and move from one of these places of a region to the next.

        By events of the toolkit, one after each pause, while the window runs.
        """
        canvas, due = self.canvases[region], ""

        def happen(event: str, held: int) -> None:
            x, y = map(round, next(places))
            canvas.event_generate(event, x=x, y=y, state=held)

        def move() -> None:
            nonlocal due
            happen("<Motion>", BUTTON)
            due = self._root.after(round(1000.0 * pause_seconds), move)

        happen("<ButtonPress-1>", 0)
        move()
        try:
            yield
        finally:
            self._root.after_cancel(due)
            happen("<ButtonRelease-1>", BUTTON)

    # -- its life

    def flush(self) -> None:
        """Put on the screen what has been drawn."""
        self._root.update_idletasks()

    @property
    def size(self) -> tuple[int, int]:
        """How wide and how high the window is."""
        return self._root.winfo_width(), self._root.winfo_height()

    def remember(self, settings: Settings) -> None:
        """Write down where the window is; one that fills the screen is where it was before."""
        if not self._full:
            settings.place = self._root.winfo_x(), self._root.winfo_y()
            settings.size = self.size

    def run(
        self,
        on_frame: Callable[[], bool],
        on_close: Callable[[], None],
        on_loss: Callable[[], None],
    ) -> None:
        """Call `on_frame` on its deadline, thirty times a second, until it returns False.

        on_close is called where the player closes the window; on_loss where the screen is gone,
        and is the last that is: the process ends.
        """
        self._due_seconds = time.monotonic()

        def tick() -> None:
            began = time.monotonic()
            more = on_frame()
            self.flush()
            now = time.monotonic()
            self.drawn.append(Drawn(began, now - began))
            if not more:
                self._root.quit()
                return
            self._due_seconds = max(self._due_seconds + FRAME_SECONDS, now)
            self._root.after(max(round(1000.0 * (self._due_seconds - now)), 1), tick)

        self._root.report_callback_exception = lambda kind, fault, trace: self.own_up(fault)
        self._root.protocol("WM_DELETE_WINDOW", on_close)
        before_the_end(on_loss)
        if sg.WINDOW_CLOSE_ATTEMPTED_EVENT in (self._early, self._window.LastButtonClicked):
            self._early = self._window.LastButtonClicked = None
            on_close()
        self._root.after(1, tick)
        self._root.mainloop()

    def own_up(self, fault: BaseException) -> None:
        """Say, once, that the window has a fault, and where."""
        place = extract_tb(fault.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        text = f"a fault of the window ({where}: {type(fault).__name__}: {fault})"
        if text not in self.faults and self.controller is not None:
            self.controller.say(text)
        self.faults.add(text)

    def close(self) -> None:
        """Take the window off the screen."""
        self._window.close()


def try_toolkit() -> str:
    """Open a window that is not seen; return the toolkit's version and the size of the screen."""
    root = sg.tk.Tk()
    root.withdraw()
    width, height = root.winfo_screenwidth(), root.winfo_screenheight()
    return f"Tk {root.tk.call('info', 'patchlevel')}, a screen of {width} x {height}"


def _pointer(event: Any) -> Pointer:
    held = int(event.state)
    shift = bool(held & SHIFT)
    return Pointer(event.x, event.y, shift or bool(held & ALT), shift, bool(held & CONTROL))


def _scale_of(root: Any) -> float:
    """Return the scale that suits the screen: 1 at 96 points an inch, 2 at the most."""
    return min(max(round(4.0 * float(root.winfo_fpixels("1i")) / 96.0) / 4.0, 1.0), 2.0)
