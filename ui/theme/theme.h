// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace cordon::ui {

enum class ThemeChoice { System, Light, Dark };

[[nodiscard]] QString word(ThemeChoice choice); ///< "system", "light", "dark"
[[nodiscard]] std::optional<ThemeChoice> themeFromWord(QStringView word);

/// Our style, palette and tool-tip guard for the whole application. Can be called again at any
/// time; windows follow by their palette change. System follows the lightness of the desktop's
/// palette as it was when the program started.
void applyTheme(ThemeChoice choice);
[[nodiscard]] ThemeChoice currentTheme();

} // namespace cordon::ui
