// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/views/plain_text.h"

#include <QPushButton>

#include <functional>

namespace cordon::ui {

/// A line across the window for what must not be missed, with one thing to do about it. Hidden
/// while there is nothing to say. Thread: ui.
class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    /// No button where `action` is empty. Text from outside comes visible.
    void say(Tone tone, const QString& text, const QString& action = {}, const std::function<void()>& pressed = {});
    void clear();
    [[nodiscard]] QString text() const { return m_text->text(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Neutral;
    PlainLabel* m_text;
    QPushButton* m_button;
    std::function<void()> m_pressed;
};

} // namespace cordon::ui
