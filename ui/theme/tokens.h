// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace cordon::ui {

/// Every colour the window uses, by what it is for. Text colours keep at least 4.5:1 on every
/// ground they are drawn on (tests/ui/tst_theme.cpp).
struct Tokens {
    bool dark = false;
    QColor window;  ///< behind everything
    QColor surface; ///< tables, fields
    QColor raised;  ///< headers, buttons, tray
    QColor line;    ///< hairlines
    QColor outline; ///< edges of fields and buttons
    QColor text, muted;
    QColor accent, onAccent, accentTint;
    QColor danger, dangerTint;
    QColor warn, warnTint;
    QColor good, goodTint;
    QColor highlight; ///< the row with the cursor
    QColor barOut;    ///< the part of a histogram that the filter excludes
};

/// What a state or a chip says about itself, beside its word and its shape.
enum class Tone { Neutral, Accent, Good, Warn, Danger };

[[nodiscard]] const Tokens& lightTokens();
[[nodiscard]] const Tokens& darkTokens();
/// The set in use.
[[nodiscard]] const Tokens& tokens();
void useTokens(const Tokens& chosen);

[[nodiscard]] QColor ink(Tone tone);
[[nodiscard]] QColor tint(Tone tone);

/// Palette of a token set. Muted text is PlaceholderText, accent Link, warning LinkVisited and
/// danger BrightText, so that labels follow a change of theme by their foreground role alone.
[[nodiscard]] QPalette paletteOf(const Tokens& t);

/// The type scale: sizes relative to the desktop's font.
enum class TextRole { Small, Body, Strong, Title, Figure };
[[nodiscard]] QFont fontOf(TextRole role);

/// The spacing scale, in device-independent pixels.
namespace space {
constexpr int kHair = 2;
constexpr int kTight = 4;
constexpr int kNormal = 8;
constexpr int kWide = 12;
constexpr int kPage = 16;
} // namespace space

} // namespace cordon::ui
