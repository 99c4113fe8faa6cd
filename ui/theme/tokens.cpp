// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

#include <QApplication>

namespace cordon::ui {

namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(QRgb(value));
}

Tokens makeLight()
{
    Tokens t;
    t.window = rgb(0xF3F4F7);
    t.surface = rgb(0xFFFFFF);
    t.raised = rgb(0xFAFBFC);
    t.line = rgb(0xDDE1E8);
    t.outline = rgb(0x808A99);
    t.text = rgb(0x1A2130);
    t.muted = rgb(0x556071);
    t.accent = rgb(0x1D5BB8);
    t.onAccent = rgb(0xFFFFFF);
    t.accentTint = rgb(0xE4EDFB);
    t.danger = rgb(0xA8201A);
    t.dangerTint = rgb(0xFBE9E7);
    t.warn = rgb(0x7A4B00);
    t.warnTint = rgb(0xFFF2D9);
    t.good = rgb(0x1C6337);
    t.goodTint = rgb(0xE3F2E8);
    t.highlight = rgb(0xD3E2FA);
    t.barOut = rgb(0xC2C9D4);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.window = rgb(0x14171C);
    t.surface = rgb(0x1A1E25);
    t.raised = rgb(0x20252E);
    t.line = rgb(0x303743);
    t.outline = rgb(0x6C7788);
    t.text = rgb(0xE5E9F0);
    t.muted = rgb(0xA3AEBE);
    t.accent = rgb(0x7DB1FF);
    t.onAccent = rgb(0x0D1420);
    t.accentTint = rgb(0x20304A);
    t.danger = rgb(0xFF9A90);
    t.dangerTint = rgb(0x3D2123);
    t.warn = rgb(0xF1BD63);
    t.warnTint = rgb(0x382D18);
    t.good = rgb(0x84D19B);
    t.goodTint = rgb(0x1B3224);
    t.highlight = rgb(0x2B3D5C);
    t.barOut = rgb(0x4A5463);
    return t;
}

const Tokens*& current()
{
    static const Tokens* chosen = &lightTokens();
    return chosen;
}

} // namespace

const Tokens& lightTokens()
{
    static const Tokens t = makeLight();
    return t;
}

const Tokens& darkTokens()
{
    static const Tokens t = makeDark();
    return t;
}

const Tokens& tokens()
{
    return *current();
}

void useTokens(const Tokens& chosen)
{
    current() = chosen.dark ? &darkTokens() : &lightTokens();
}

QColor ink(Tone tone)
{
    const Tokens& t = tokens();
    switch (tone) {
    case Tone::Accent:
        return t.accent;
    case Tone::Good:
        return t.good;
    case Tone::Warn:
        return t.warn;
    case Tone::Danger:
        return t.danger;
    case Tone::Neutral:
        break;
    }
    return t.text;
}

QColor tint(Tone tone)
{
    const Tokens& t = tokens();
    switch (tone) {
    case Tone::Accent:
        return t.accentTint;
    case Tone::Good:
        return t.goodTint;
    case Tone::Warn:
        return t.warnTint;
    case Tone::Danger:
        return t.dangerTint;
    case Tone::Neutral:
        break;
    }
    return t.window;
}

QPalette paletteOf(const Tokens& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.raised);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Highlight, t.highlight);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.warn);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.outline);
    p.setColor(QPalette::Shadow, t.outline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, t.muted);
    }
    return p;
}

QFont fontOf(TextRole role)
{
    QFont font = QApplication::font();
    const qreal base = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    switch (role) {
    case TextRole::Small:
        font.setPointSizeF(base * 0.9);
        break;
    case TextRole::Body:
        break;
    case TextRole::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Title:
        font.setPointSizeF(base * 1.2);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Figure:
        font.setPointSizeF(base * 1.5);
        font.setWeight(QFont::DemiBold);
        break;
    }
    return font;
}

} // namespace cordon::ui
