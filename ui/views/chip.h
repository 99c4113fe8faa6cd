// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

namespace cordon::ui {

/// A word on a tint, with a shape of its own for each tone, so that no state is told by colour
/// alone. Draws plain text only. Thread: ui.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(const QString& text = {}, Tone tone = Tone::Neutral, QWidget* parent = nullptr);
    void show(const QString& text, Tone tone);
    using QWidget::show;
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone;
};

} // namespace cordon::ui
