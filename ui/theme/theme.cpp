// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/cordon_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/views/plain_text.h"

#include <QApplication>
#include <QToolTip>

namespace cordon::ui {

namespace {

ThemeChoice& chosen()
{
    static ThemeChoice choice = ThemeChoice::System;
    return choice;
}

bool desktopIsDark()
{
    // Asked once, before our own palette hides the desktop's.
    static const bool dark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
}

} // namespace

QString word(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

std::optional<ThemeChoice> themeFromWord(QStringView text)
{
    for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (word(choice) == text) {
            return choice;
        }
    }
    return std::nullopt;
}

void applyTheme(ThemeChoice choice)
{
    const bool systemDark = desktopIsDark();
    chosen() = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemDark);
    useTokens(dark ? darkTokens() : lightTokens());
    forgetIcons();
    static bool styled = false;
    if (!styled) {
        QApplication::setStyle(new CordonStyle); // the application owns it
        guardToolTips();
        styled = true;
    }
    const QPalette palette = paletteOf(tokens());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

ThemeChoice currentTheme()
{
    return chosen();
}

} // namespace cordon::ui
