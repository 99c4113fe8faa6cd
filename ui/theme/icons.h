// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QString>

namespace cordon::ui {

/// An icon of resources/icons, drawn in the text colour of the theme (no icon theme, no image
/// plug-in needed). Empty for a name that is not there.
[[nodiscard]] QIcon icon(const QString& name);
/// The program's own sign, in its own colours.
[[nodiscard]] QIcon programIcon();
/// After a change of theme.
void forgetIcons();

} // namespace cordon::ui
