"""The theme for Qt's own widgets: a palette and a style sheet, both made from the theme's values.

Painted widgets read the theme themselves. Buttons take their face from here and paint only their
content, so that every face, pressed or disabled, is described once.
"""

from PySide6.QtGui import QColor, QPalette

from hipflex_gui.ui.theme import (
    HOVER,
    PRESSED,
    RADIUS_BUTTON,
    RADIUS_CARD,
    RADIUS_ROW,
    RADIUS_SMALL,
    ROLES,
    Theme,
    mix,
)


def palette(theme: Theme) -> QPalette:
    """Return the palette for whatever the style sheet leaves to Qt."""
    c, role = theme.colours, QPalette.ColorRole
    made = QPalette()
    for target, colour in {
        role.Window: c.bg,
        role.WindowText: c.ink,
        role.Base: c.card,
        role.AlternateBase: c.sunk,
        role.Text: c.ink,
        role.Button: c.card,
        role.ButtonText: c.ink,
        role.BrightText: c.on_acc,
        role.ToolTipBase: c.ink,
        role.ToolTipText: c.bg,
        role.PlaceholderText: c.ink3,
        role.Highlight: c.acc,
        role.HighlightedText: c.on_acc,
        role.Accent: c.acc,
        role.Link: c.acc_text,
        role.LinkVisited: c.acc_text,
        role.Light: c.card,
        role.Midlight: c.line,
        role.Mid: c.line3,
        role.Dark: c.line2,
        role.Shadow: c.line2,
    }.items():
        made.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(c.ink3))
    return made


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole application."""
    return "".join((_frames(theme), _buttons(theme), _fields(theme), _bars(theme)))


def _font(theme: Theme, role: str) -> str:
    style = ROLES[role]
    points = style.size * theme.scale * theme.points
    return f'font: {style.weight} {points:.2f}pt "{theme.family}";'


def _frames(theme: Theme) -> str:
    c = theme.colours
    edges = "".join(
        f'QFrame[face="card"][edge="{edge}"] {{ border-color: {colour}; }}'
        for edge, colour in {"mid": c.mid, "warn": c.warn, "soft": c.soft}.items()
    )
    return f"""
QMainWindow, QDialog {{ background: {c.bg}; }}
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] {{ background: transparent; border: 0; }}
QFrame[face="card"] {{
  background: {c.card}; border: 1px solid {c.line}; border-radius: {RADIUS_CARD}px;
}}
{edges}
QFrame[face="bar"] {{ background: {c.card}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[face="sunk"] {{ background: {c.sunk}; border: 0; border-radius: {RADIUS_ROW}px; }}
QToolTip {{
  background: {c.ink}; color: {c.bg}; border: 0; padding: 4px 8px; {_font(theme, "small")}
}}
QMenu {{
  background: {c.card}; color: {c.ink}; border: 1px solid {c.line3}; padding: 4px;
  {_font(theme, "body")}
}}
QMenu::item {{ padding: 6px 16px; border-radius: {RADIUS_SMALL}px; }}
QMenu::item:selected {{ background: {c.soft}; color: {c.ink}; }}
QTabBar {{ {_font(theme, "row")} }}
QTabWidget::pane {{ border: 0; }}
"""


def _buttons(theme: Theme) -> str:
    c = theme.colours
    faces = {  # kind: fill, edge, text
        "primary": (c.acc, c.acc, c.on_acc),
        "outlined": (c.card, c.line2, c.ink),
        "text": ("transparent", "transparent", c.acc_text),
        "warn": ("transparent", "transparent", c.warn),
        "hurt": ("transparent", "transparent", c.eff_text),
        "on-deep": ("transparent", c.on_deep2, c.on_deep),
    }
    rules = [
        f"""
QPushButton {{
  border: 1px solid {c.line2}; border-radius: {RADIUS_BUTTON}px; background: {c.card};
  color: {c.ink}; padding: 8px 16px; {_font(theme, "row")}
}}
QPushButton[size="player"] {{ border-radius: {RADIUS_ROW}px; }}
"""
    ]
    for kind, (fill, edge, ink) in faces.items():
        ground = {"transparent": c.deep if kind == "on-deep" else c.bg}.get(fill, fill)
        toward = c.on_deep if kind == "on-deep" else c.ink
        rules.append(
            f"""
QPushButton[kind="{kind}"] {{ background: {fill}; border-color: {edge}; color: {ink}; }}
QPushButton[kind="{kind}"]:hover {{ background: {mix(ground, toward, HOVER)}; }}
QPushButton[kind="{kind}"]:pressed {{ background: {mix(ground, toward, PRESSED)}; }}
"""
        )
    rules.append(
        f"""
QPushButton:disabled, QPushButton[kind]:disabled {{
  background: {c.sunk}; color: {c.ink3}; border-color: {c.line};
}}
"""
    )
    return "".join(rules)


def _fields(theme: Theme) -> str:
    c = theme.colours
    box, dot = theme.px(20), theme.px(6)
    fields = "QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateTimeEdit"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    disabled = ", ".join(f"{name}:disabled" for name in fields.split(", "))
    return f"""
{fields} {{
  background: {c.card}; color: {c.ink}; border: 1px solid {c.line2};
  placeholder-text-color: {c.ink3};
  border-radius: {RADIUS_BUTTON}px; padding: 9px 12px;
  selection-background-color: {c.acc}; selection-color: {c.on_acc}; {_font(theme, "body")}
}}
{focused} {{ border: 2px solid {c.acc_text}; padding: 8px 11px; }}
{disabled} {{ background: {c.sunk}; color: {c.ink3}; border-color: {c.line3}; }}
QComboBox QAbstractItemView {{
  background: {c.card}; color: {c.ink}; border: 1px solid {c.line3}; outline: 0;
  selection-background-color: {c.soft}; selection-color: {c.ink};
}}
QComboBox QAbstractItemView::item {{ padding: {theme.px(6)}px 8px; }}
QComboBox {{ padding-right: {box + 14}px; combobox-popup: 0; }}
QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
  width: {box + 12}px; border: 0; background: transparent;
}}
QComboBox::down-arrow, QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; }}
QLineEdit[role="title"] {{
  background: transparent; border-color: transparent; {_font(theme, "title")}
}}
QLineEdit[role="title"]:hover {{ border-color: {c.line3}; }}
QLineEdit[role="title"]:focus {{ border-color: {c.acc_text}; }}
QAbstractSpinBox QLineEdit {{ border: 0; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: {box - 2}px; height: {box - 2}px; border: 1px solid {c.line2}; background: {c.card};
}}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: {box // 2}px; }}
QCheckBox::indicator:checked {{ background: {c.acc}; border-color: {c.acc}; }}
QRadioButton::indicator:checked {{
  width: {box - 2 * dot}px; height: {box - 2 * dot}px; border: {dot}px solid {c.acc};
}}
QCheckBox::indicator:checked:disabled {{ background: {c.track}; border-color: {c.track}; }}
QCheckBox, QRadioButton {{
  color: {c.ink}; spacing: 10px; min-height: {box + 4}px; {_font(theme, "body")}
}}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.ink3}; }}
"""


def _bars(theme: Theme) -> str:
    c = theme.colours
    handle = theme.px(20)
    quiet, strong = mix(c.bg, c.ink3, 0.45), c.ink3
    return f"""
QSlider:horizontal {{ min-height: {handle + 4}px; }}
QSlider::groove:horizontal {{ height: 6px; background: {c.track}; border-radius: 3px; }}
QSlider::sub-page:horizontal {{ height: 6px; background: {c.acc}; border-radius: 3px; }}
QSlider::handle:horizontal {{
  width: {handle - 4}px; height: {handle - 4}px; margin: -{(handle - 6) // 2}px 0;
  background: {c.card}; border: 2px solid {c.acc}; border-radius: {handle // 2}px;
}}
QSlider::handle:horizontal:hover {{ background: {c.soft}; }}
QSlider::sub-page:horizontal:disabled {{ background: {c.line3}; }}
QSlider::handle:horizontal:disabled {{ border-color: {c.line3}; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {quiet}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {strong}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
